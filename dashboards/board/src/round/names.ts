import type { LastDeed, Point, Site } from '../api/types';
import { placeOf } from '../bins/place';
import { formatNumber } from '../format/value';
import { formatMoment } from '../format/time';
import type { Words } from '../i18n/language';
import { isRole } from './staff';
import { wordsOf } from '../i18n/dictionary';
import { type TextKey, textOr } from '../i18n/text';

/** What a bin is called: its fraction, and where it stands. */
export interface BinName {
  readonly fraction: string;
  readonly place: string;
  readonly zone: string | null;
  /** Both, in one breath. */
  readonly whole: string;
}

export function nameOf(bin: Point, site: Site, { lang, of }: Words): BinName {
  const fraction = bin.fraction ? textOr(lang, 'fraction', bin.fraction) : of(bin.title);
  const title = site.zones.find((zone) => zone.zone === bin.zone)?.title;
  const zone = title ? of(title) : null;
  const place = placeOf(of(bin.title), fraction, zone ?? undefined);
  return { fraction, place, zone: zone === place ? null : zone, whole: place === fraction ? fraction : `${fraction} ${place}` };
}

/** "Anna tömde 15:42". `own`: tapped on this phone. */
export function toldDeed(deed: Pick<LastDeed, 'what' | 'why' | 'at' | 'by'> & { readonly kg?: number | null }, own: boolean, now: number, zone: string, words: Words): string {
  const { t, lang } = words;
  const time = formatMoment(Date.parse(deed.at), now, lang, zone);
  const who = own ? t('deed.you') : deed.by && calledBy(deed.by, words);
  if (who === null) return deed.kg ? t('deed.sensed.kg', { time, kg: formatNumber(deed.kg, 1, lang) }) : t('deed.sensed', { time });
  if (deed.what === 'skipped' && deed.why) return t('deed.did.skipped.why', { who, time, why: told(words, `deed.why.${deed.why}`, deed.why) });
  return t(`deed.did.${deed.what}`, { who, time });
}

/** A name as it is; a role, told in place of one, in words. */
export const calledBy = (by: string, words: Words): string => (isRole(by) ? told(words, `deed.role.${by}`, by) : by);

/** A word of the API in the page's language; the word itself where the page is older than ingest. */
export function told({ lang }: Words, key: string, word: string): string {
  const texts = wordsOf(lang);
  return key in texts ? texts[key as TextKey] : word;
}
