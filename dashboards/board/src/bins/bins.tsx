import { useMemo, useState } from 'preact/hooks';
import { useWords } from '../i18n/language';
import { useBoard } from '../state/stores';
import { BinRow } from './bin-row';
import { sortBins } from './sort';

/** How many bins a phone shows before it is asked for more; larger screens scroll inside the panel. */
const First = 8;

/** The bins to empty, fullest first. */
export function Bins() {
  const { t } = useWords();
  const points = useBoard((state) => state.points);
  const values = useBoard((state) => state.values);
  const [all, setAll] = useState(false);
  const bins = useMemo(() => sortBins(points, values), [points, values]);
  return (
    <section class={`panel bins ${all ? 'shows-all' : ''}`} aria-labelledby="bins-title">
      <header class="panel-head">
        <h2 id="bins-title">{t('bins.title')}</h2>
        <p class="note">{t('bins.fullest')}</p>
      </header>
      <ol class="rows bin-rows" data-testid="bins" tabIndex={0} aria-labelledby="bins-title">
        {bins.map((bin, at) => (
          <BinRow key={bin.point} bin={bin} beyond={at >= First} />
        ))}
        {bins.length === 0 && <li class="note">{t('bins.none')}</li>}
      </ol>
      {bins.length > First && (
        <button type="button" class="more" aria-expanded={all} onClick={() => setAll(!all)}>
          {all ? t('bins.fewer') : t('bins.more', { n: bins.length })}
        </button>
      )}
    </section>
  );
}
