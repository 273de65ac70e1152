import type { Dictionary, Language } from './text';

const files: Readonly<Record<Language, () => Promise<Dictionary>>> = {
  sv: async () => (await import('./sv')).sv,
  en: async () => (await import('./en')).en,
};

const held = new Map<Language, Dictionary>();

/** Fetches the texts of a language: a reader pays for one, not for both. */
export async function fetchWords(language: Language): Promise<void> {
  if (!held.has(language)) held.set(language, await files[language]());
}

/** The texts of a language that was fetched. */
export function wordsOf(language: Language): Dictionary {
  const found = held.get(language);
  if (found === undefined) throw new Error(`The texts of "${language}" are not fetched yet: fetchWords first.`);
  return found;
}
