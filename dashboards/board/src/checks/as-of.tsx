import { formatMoment } from '../format/time';
import { useWords } from '../i18n/language';
import { useNow } from '../state/stores';
import type { Remembered } from './remembered';

/** Said where what is shown isn't what ingest says now: still asked for, or how old it is and why. */
export function AsOf({ state, zone }: { readonly state: Remembered<unknown>; readonly zone: string }) {
  const { t, lang } = useWords();
  const now = useNow(60_000);
  if (state.fault === null) return state.answer === null ? <p class="note empty" role="status">{t('checks.loading')}</p> : null;
  return (
    <p class="note warn empty" role="status">
      {state.at === null ? t('checks.failed', { why: state.fault }) : t('checks.old', { time: formatMoment(state.at, now, lang, zone), why: state.fault })}
    </p>
  );
}
