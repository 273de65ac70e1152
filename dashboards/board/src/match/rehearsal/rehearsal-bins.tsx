import type { Point } from '../../api/types';
import { LevelGlyph } from '../../bins/level-glyph';
import { levelOf } from '../../bins/level';
import { useWords } from '../../i18n/language';

/** How many are listed. */
const Most = 8;

interface Props {
  readonly bins: readonly Point[];
  readonly values: ReadonlyMap<string, number>;
}

/** The fullest bins of that moment. */
export function RehearsalBins({ bins, values }: Props) {
  const { t, of } = useWords();
  const told = bins
    .flatMap((bin) => {
      const level = values.get(`${bin.point}/filling_level`);
      return level === undefined ? [] : [{ bin, level }];
    })
    .sort((a, b) => b.level - a.level || a.bin.point.localeCompare(b.bin.point))
    .slice(0, Most);
  return (
    <section class="panel" aria-labelledby="rehearsal-bins-title" data-testid="rehearsal-bins">
      <header class="panel-head"><h2 id="rehearsal-bins-title">{t('rehearsal.bins')}</h2></header>
      <ol>
        {told.map(({ bin, level }) => (
          <li key={bin.point} class={`row node level-${levelOf(level)}`}>
            <LevelGlyph level={levelOf(level)} fraction={level} />
            <span class="row-name"><b>{of(bin.title)}</b></span>
            <span class="rehearsal-level">{Math.floor(level * 100 + 1e-9)}<small>&nbsp;%</small></span>
          </li>
        ))}
        {told.length === 0 && <li class="note calendar-note">{t('rehearsal.waiting')}</li>}
      </ol>
    </section>
  );
}
