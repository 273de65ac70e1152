import type { Language } from './text';

const Key = 'arena.language';

/** Private windows may refuse storage; the page then starts in Swedish every time. */
export function rememberedLanguage(): Language {
  try {
    return localStorage.getItem(Key) === 'en' ? 'en' : 'sv';
  } catch {
    return 'sv';
  }
}

export function rememberLanguage(language: Language): void {
  try {
    localStorage.setItem(Key, language);
  } catch {
    // Shown for this visit, only not remembered.
  }
}
