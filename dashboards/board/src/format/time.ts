import { type Language, text } from '../i18n/text';

/** "4 min ago", or "4 min" where a list says it is an age: coarse on purpose, a TV is glanced at. */
export function formatAge(milliseconds: number, lang: Language, form: 'age' | 'age.short' = 'age'): string {
  const s = Math.max(0, Math.floor(milliseconds / 1000));
  if (s < 5) return text(lang, `${form}.now`);
  if (s < 100) return text(lang, `${form}.seconds`, { n: s });
  if (s < 5_400) return text(lang, `${form}.minutes`, { n: Math.round(s / 60) });
  if (s < 172_800) return text(lang, `${form}.hours`, { n: Math.round(s / 3_600) });
  return text(lang, `${form}.days`, { n: Math.round(s / 86_400) });
}

const locales: Readonly<Record<Language, string>> = { sv: 'sv-SE', en: 'en-GB' };
const formats = new Map<string, Intl.DateTimeFormat>();

function format(key: string, lang: Language, zone: string, options: Intl.DateTimeFormatOptions): Intl.DateTimeFormat {
  const id = `${key} ${lang} ${zone}`;
  let made = formats.get(id);
  if (!made) formats.set(id, (made = new Intl.DateTimeFormat(locales[lang], { ...options, timeZone: zone, hourCycle: 'h23' })));
  return made;
}

/** Clock time at the venue, 14:05. */
export const formatClock = (at: number, lang: Language, zone: string): string =>
  format('clock', lang, zone, { hour: '2-digit', minute: '2-digit' }).format(at);

/** Clock time at the venue with seconds, 14:05:09. */
export const formatSecond = (at: number, lang: Language, zone: string): string =>
  format('second', lang, zone, { hour: '2-digit', minute: '2-digit', second: '2-digit' }).format(at);

/** Day at the venue, "lör 22 nov.". */
export const formatDay = (at: number, lang: Language, zone: string): string =>
  format('day', lang, zone, { weekday: 'short', day: 'numeric', month: 'short' }).format(at);

/** A date as the manifest writes it, 2026-03-01, as people say it: "1 mars 2026". */
export const formatDate = (date: string, lang: Language): string =>
  format('date', lang, 'UTC', { day: 'numeric', month: 'long', year: 'numeric' }).format(Date.parse(date));

/** A moment that may be today or days back: the clock alone, or with its day. */
export function formatMoment(at: number, now: number, lang: Language, zone: string): string {
  const clock = formatClock(at, lang, zone);
  return formatDay(at, lang, zone) === formatDay(now, lang, zone) ? clock : `${formatDay(at, lang, zone)} ${clock}`;
}
