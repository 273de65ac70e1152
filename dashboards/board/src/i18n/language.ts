import { fetchWords } from './dictionary';
import { rememberedLanguage, rememberLanguage } from './remembered';
import { createStore, useStore } from '../state/store';
import type { Title } from '../api/types';
import { type Fillings, type Language, text, type TextKey } from './text';

const language = createStore<Language>(rememberedLanguage());

export function startLanguage(): void {
  const show = (): void => {
    document.documentElement.lang = language.get();
  };
  language.listen(show);
  show();
}

/** Fetches the texts where they are not here; without network the page stays in the language it has. */
export async function setLanguage(next: Language): Promise<void> {
  try {
    await fetchWords(next);
  } catch (error) {
    console.warn('The texts could not be fetched:', error);
    return;
  }
  language.set(next);
  rememberLanguage(next);
}

export interface Words {
  readonly lang: Language;
  readonly t: <K extends TextKey>(key: K, ...values: Fillings<K>) => string;
  /** The reader's half of a title. */
  readonly of: (title: Title) => string;
}

const words = (lang: Language): Words => ({
  lang,
  t: (key, ...values) => text(lang, key, ...values),
  of: (title) => title[lang],
});
const both: Readonly<Record<Language, Words>> = { sv: words('sv'), en: words('en') };

export const useWords = (): Words => both[useStore(language, (l) => l)];
