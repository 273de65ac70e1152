import type { BinState, BinUrgency } from '../api/types';
import { LevelGlyph } from '../bins/level-glyph';
import type { Level } from '../bins/level';
import { useWords } from '../i18n/language';

const looks: Readonly<Record<BinUrgency, Level>> = {
  ok: 'ok', emptied: 'ok', skipped: 'ok', soon: 'high', urgent: 'high', full: 'full', overflowing: 'full', unknown: 'missing',
};

export const lookOf = (state: BinUrgency): Level => looks[state];

/** How full: a shape and a number; with a question mark while the level is in doubt. */
export function BinLevel({ bin, state }: { readonly bin: BinState | undefined; readonly state: BinUrgency }) {
  const { t } = useWords();
  const level = bin?.level ?? null;
  const n = level === null ? 0 : Math.floor(level * 100 + 1e-9);
  return (
    <span class={`bin-level level-${lookOf(state)} ${bin?.doubt ? 'in-doubt' : ''} ${level === null ? 'no-level' : ''}`}>
      <LevelGlyph level={level === null ? 'missing' : lookOf(state)} fraction={level ?? 0} />
      <b class="value">{level === null ? t('bin.level.none') : t(bin?.doubt ? 'bin.level.doubt' : 'bin.level', { n })}</b>
    </span>
  );
}
