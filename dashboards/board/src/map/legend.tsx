import { LevelGlyph } from '../bins/level-glyph';
import { useWords } from '../i18n/language';
import { StateGlyph } from '../nodes/state-glyph';
import type { Layer } from './layer';

/** What the shapes mean. */
export function Legend({ layer }: { readonly layer: Layer }) {
  const { t } = useWords();
  const waste = layer === 'all' || layer === 'waste';
  return (
    <ul class="legend" aria-label={t('map.legend')}>
      {waste && <li class="level-ok"><LevelGlyph level="ok" fraction={0.5} />{t('map.legend.ok')}</li>}
      {waste && <li class="level-high"><LevelGlyph level="high" fraction={0.85} />{t('map.legend.high')}</li>}
      {waste && <li class="level-full"><LevelGlyph level="full" fraction={1} />{t('map.legend.full')}</li>}
      <li><StateGlyph state="offline" />{t('map.legend.offline')}</li>
    </ul>
  );
}
