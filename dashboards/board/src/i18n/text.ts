import { wordsOf } from './dictionary';
import type { sv } from './sv';

export type Language = 'sv' | 'en';
export type TextKey = keyof typeof sv;
export type Dictionary = Readonly<Record<TextKey, string>>;

/** Names of the `{holes}` of a text. */
type Holes<S extends string> = S extends `${string}{${infer Name}}${infer Rest}` ? Name | Holes<Rest> : never;
/** Asks for exactly the values a text has holes for. */
export type Fillings<K extends TextKey> = [Holes<(typeof sv)[K]>] extends [never]
  ? []
  : [values: Record<Holes<(typeof sv)[K]>, string | number>];

/** Keys of texts without holes. */
export type PlainKey = { [K in TextKey]: Fillings<K> extends [] ? K : never }[TextKey];

export function text<K extends TextKey>(language: Language, key: K, ...[values]: Fillings<K>): string {
  const filled = values as Record<string, string | number> | undefined;
  return wordsOf(language)[key].replace(/\{(\w+)\}/g, (hole, name: string) => String(filled?.[name] ?? hole));
}

/** A text whose key comes from the network, such as a fraction; the raw word where the page knows no better. */
export function textOr(language: Language, prefix: 'fraction' | 'group' | 'cause', word: string): string {
  const key = `${prefix}.${word}`;
  const words = wordsOf(language);
  return key in words ? words[key as TextKey] : word;
}
