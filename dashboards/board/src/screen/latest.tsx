import { useMemo } from 'preact/hooks';
import type { Site } from '../api/types';
import { formatClock } from '../format/time';
import { useWords } from '../i18n/language';
import { useBoard } from '../state/stores';
import { BinName } from './bin-name';
import { latestDeeds } from './deeds';

const Shown = 2;

/** What was done last, so that the room sees that a tap out there has arrived. */
export function Latest({ site }: { readonly site: Site }) {
  const { t, lang } = useWords();
  const bins = useBoard((state) => state.bins);
  const deeds = useMemo(() => latestDeeds(bins.values(), Shown), [bins]);
  if (deeds.length === 0) return null;
  return (
    <section class="latest" aria-labelledby="latest-title">
      <h2 id="latest-title">{t('screen.latest')}</h2>
      <ol data-testid="screen-latest">
        {deeds.map(({ point, deed, at }) => (
          <li key={point} data-deed={deed.what}>
            <time dateTime={deed.at}>{formatClock(at, lang, site.time_zone)}</time>
            <BinName point={point} />
            <span class={`deed deed-${deed.what}`}>{t(`screen.deed.${deed.what}`)}{deed.confirmed && ' ✓'}</span>
          </li>
        ))}
      </ol>
    </section>
  );
}
