import { useRef, useState } from 'preact/hooks';
import type { Point, Site } from '../api/types';
import { useWords } from '../i18n/language';
import { textOr } from '../i18n/text';
import { soft } from './soft';
import type { Station } from './stations';

interface Props {
  readonly site: Site;
  readonly stations: readonly Station[];
  readonly bin: Point | null;
  readonly pick: (bin: Point | null) => void;
}

/** First the station, then the bin; both large enough for a thumb in a glove. The station stays open: its other bins are next. */
export function BinPicker({ site, stations, bin, pick }: Props) {
  const { t, of, lang } = useWords();
  const [name, open] = useState<string | null>(null);
  const heading = useRef<HTMLHeadingElement>(null);
  const station = stations.find((each) => each.name === name);

  // What was tapped is gone: whoever reads with the keyboard goes on here.
  const go = (next: string | null): void => {
    open(next);
    pick(null);
    requestAnimationFrame(() => heading.current?.focus());
  };

  if (station) {
    return (
      <section class="picked">
        <header>
          <h3 ref={heading} tabIndex={-1}>{station.title}</h3>
          <button type="button" class="plain" onClick={() => go(null)} data-testid="other-station">{t('checks.station.other')}</button>
        </header>
        <div class="targets" role="group" aria-label={t('checks.bin')}>
          {station.bins.map((each) => (
            <button
              key={each.point} type="button" class="target" aria-pressed={each === bin} data-point={each.point}
              onClick={() => pick(each)}
            >
              {soft(textOr(lang, 'fraction', each.fraction ?? ''))}
            </button>
          ))}
        </div>
      </section>
    );
  }
  return (
    <section>
      <h3 ref={heading} tabIndex={-1}>{t('checks.station')}</h3>
      {site.zones.map((zone) => {
        const here = stations.filter((each) => each.zone === zone.zone);
        return here.length > 0 && (
          <div key={zone.zone} class="target-group" role="group" aria-label={of(zone.title)}>
            <p class="note" aria-hidden="true">{of(zone.title)}</p>
            <div class="targets">
              {here.map((each) => (
                <button key={each.name} type="button" class="target" data-station={each.name} onClick={() => go(each.name)}>{each.title}</button>
              ))}
            </div>
          </div>
        );
      })}
    </section>
  );
}
