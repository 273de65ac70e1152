import type { Point } from '../api/types';
import { formatAge, formatDate } from '../format/time';
import { useWords } from '../i18n/language';
import { useNow } from '../state/stores';
import { calibrationOf } from './calibrated';

const minute = 60_000;
const year = 365.25 * 24 * 60 * minute;

/** Under the curve of a sensor that is calibrated on the spot: when that was, and whether it is too long ago. */
export function Calibration({ point, quantity }: { readonly point: Point; readonly quantity: string }) {
  const { t, lang } = useWords();
  const now = useNow(minute);
  const calibration = calibrationOf(point, quantity);
  if (!calibration) return null;
  if (calibration.on === null) return <p class="calibration is-old" data-testid="calibration">{t('trend.calibrated.unknown')}</p>;
  const age = now - Date.parse(calibration.on);
  return (
    <p class={`calibration ${age > year ? 'is-old' : ''}`} data-testid="calibration">
      {t('trend.calibrated', { date: formatDate(calibration.on, lang), age: formatAge(age, lang) })}
      {age > year && <> · {t('trend.calibrated.old')}</>}
    </p>
  );
}
