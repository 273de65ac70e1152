import { formatNumber } from '../format/value';
import { useWords } from '../i18n/language';
import { useBoard } from '../state/stores';

/** Told only when there is something: measurements that were refused. */
export function Quarantine() {
  const { t, lang } = useWords();
  const count = useBoard((state) => state.summary?.quarantined ?? 0);
  if (count === 0) return null;
  return (
    <p class="quarantine" data-testid="quarantine" title={t('summary.quarantined.hint')}>
      {t('summary.quarantined', { n: formatNumber(count, 0, lang) })}
    </p>
  );
}
