import { formatNumber } from '../format/value';
import { setLanguage, useWords } from '../i18n/language';
import { useBoard } from '../state/stores';

/** What stands behind the picture: nodes that are silent, the way back, the language. */
export function Foot() {
  const { t, lang } = useWords();
  const nodes = useBoard((state) => state.summary?.nodes ?? null);
  const doubts = useBoard((state) => [...state.bins.values()].filter((bin) => bin.doubt !== null).length);
  const silent = nodes ? nodes.total - nodes.online : 0;
  return (
    <footer class="screen-foot">
      {doubts > 0 && <p class="is-warning">{t('screen.doubts', { n: formatNumber(doubts, 0, lang) })}</p>}
      {silent > 0 && <p class="is-warning" data-testid="screen-silent">{t('screen.silent', { n: formatNumber(silent, 0, lang) })}</p>}
      <nav class="screen-ways" aria-label={t('menu.label')}>
        <a href="#">{t('screen.back')}</a>
        <button type="button" lang={lang === 'sv' ? 'en' : 'sv'} onClick={() => void setLanguage(lang === 'sv' ? 'en' : 'sv')}>{t('language.switch')}</button>
      </nav>
    </footer>
  );
}
