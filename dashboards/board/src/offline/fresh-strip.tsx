import { useWords } from '../i18n/language';
import { takeFresh, useFresh } from './worker';

/** Says that a newer board is there; it comes when asked for, or by itself when the page is closed and opened. */
export function FreshStrip() {
  const { t } = useWords();
  if (!useFresh()) return null;
  return (
    <p class="fresh" role="status" data-testid="fresh">
      <span>{t('offline.fresh')}</span>
      <button type="button" class="plain" onClick={takeFresh}>{t('offline.fresh.take')}</button>
    </p>
  );
}
