import { createStore, useStore } from '../state/store';
import type { Title } from '../api/types';
import { type Fillings, type Language, text, type TextKey } from './text';

const Key = 'arena.language';

/** Private windows may refuse storage; the page then starts in Swedish every time. */
function remembered(): Language {
  try {
    return localStorage.getItem(Key) === 'en' ? 'en' : 'sv';
  } catch {
    return 'sv';
  }
}

const language = createStore<Language>(remembered());

export function startLanguage(): void {
  const show = (): void => {
    document.documentElement.lang = language.get();
  };
  language.listen(show);
  show();
}

export function setLanguage(next: Language): void {
  language.set(next);
  try {
    localStorage.setItem(Key, next);
  } catch {
    // Shown for this visit, only not remembered.
  }
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
