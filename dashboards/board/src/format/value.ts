import { type Language, text } from '../i18n/text';
import { scaleFor, type Scale } from './scale';

const locales: Readonly<Record<Language, string>> = { sv: 'sv-SE', en: 'en-GB' };
const formats = new Map<string, Intl.NumberFormat>();

/** A number with the language's own decimal mark and minus sign. */
export function formatNumber(v: number, decimals: number, lang: Language): string {
  const key = `${lang}${decimals}`;
  let format = formats.get(key);
  if (!format) {
    format = new Intl.NumberFormat(locales[lang], { minimumFractionDigits: decimals, maximumFractionDigits: decimals });
    formats.set(key, format);
  }
  // −0,0 says nothing that 0,0 doesn't.
  const rounded = Number(v.toFixed(decimals));
  return format.format(rounded === 0 ? 0 : rounded);
}

/** A value cut in two, so that the sign can be set smaller than the number. */
export interface Shown {
  readonly number: string;
  readonly sign: string;
}

export function formatValue(v: number, unit: string, lang: Language, scale: Scale = scaleFor(unit, v)): Shown {
  return { number: formatNumber(v * scale.factor, scale.decimals, lang), sign: scale.sign };
}

/** A reading of a quantity; a lid says open or closed instead of 1 or 0. */
export function formatReading(quantity: string, unit: string, v: number, lang: Language): Shown {
  if (quantity === 'lid_open') return { number: text(lang, v >= 0.5 ? 'value.open' : 'value.closed'), sign: '' };
  // Never rounded up: a bin says 95 % when it is over the limit, not just under it.
  if (quantity === 'filling_level') return formatValue(Math.floor(v * 100 + 1e-9) / 100, unit, lang);
  return formatValue(v, unit, lang);
}

/** Number and sign with the no-break space both languages ask for. */
export const joined = ({ number, sign }: Shown): string => (sign ? `${number}\u00a0${sign}` : number);
