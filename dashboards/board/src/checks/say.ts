import { formatNumber } from '../format/value';
import type { Words } from '../i18n/language';
import type { Language } from '../i18n/text';
import type { Comparison, Ratio, TrialResult } from './types';

/** Per cent without its sign: whole, or with a decimal where it is below ten and not whole. */
export function percent(share: number, lang: Language): string {
  const value = Math.round(share * 1000) / 10;
  return formatNumber(value, Math.abs(value) < 10 && !Number.isInteger(value) ? 1 : 0, lang);
}

/** The interval in words, or why there is none. */
export function intervalOf(ratio: Ratio, { t, lang }: Words): string {
  if (ratio.low !== null && ratio.high !== null) return t('checks.interval', { low: percent(ratio.low, lang), high: percent(ratio.high, lang) });
  return ratio.units < 2 ? t('checks.interval.one') : t('checks.interval.alike');
}

/** How many checks, and of them weighed. */
export const countOf = (ratio: Ratio, { t }: Words): string =>
  ratio.n === 1 ? t('checks.n.one') : t('checks.n', { n: ratio.n });

/** What a trial came to, in one sentence. */
export function verdictOf({ own, least }: Pick<TrialResult, 'own' | 'least'>, words: Words): string {
  const { t } = words;
  if (own.verdict === 'too-few') {
    return t('trials.too-few', { checks: least.checks, days: least.days, before: sideOf(own.before, words), after: sideOf(own.after, words) });
  }
  return t(`trials.${own.verdict}`, { difference: differenceOf(own, words) });
}

/** "−12 percentage points (−18 to −6)". */
export function differenceOf({ difference, low, high }: Comparison, { t, lang }: Words): string {
  if (difference === null) return '';
  const n = signed(difference, lang);
  return low === null || high === null ? t('trials.difference.bare', { n }) : t('trials.difference', { n, low: signed(low, lang), high: signed(high, lang) });
}

/** "14 checks, days: 4". */
export const sideOf = (ratio: Ratio | null, words: Words): string =>
  ratio === null ? words.t('trials.side.none') : words.t('trials.side', { checks: countOf(ratio, words), days: ratio.units });

const signed = (share: number, lang: Language): string => `${share > 0 ? '+' : ''}${percent(share, lang)}`;
