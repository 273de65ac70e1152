import { createStore, useStore } from '../state/store';
import { type Session, sessionNow, useSession } from '../state/session';

const Key = 'arena.who';

const given = createStore<string>(remembered());

/** Private windows may refuse storage; the name is then asked for again. */
function remembered(): string {
  try {
    return localStorage.getItem(Key) ?? '';
  } catch {
    return '';
  }
}

/** Who is signed in; null where nobody is, undefined where the phone doesn't know. */
export const signedIn = (): string | null | undefined => sessionNow()?.name;

/** The name one gave at the machine itself, for `who`; null where a sign-in tells it. */
export const givenName = (): string | null => (needsName(sessionNow()) && given.get() ? given.get() : null);

export function giveName(name: string): void {
  given.set(name.trim());
  try {
    localStorage.setItem(Key, name.trim());
  } catch {
    // Kept for this visit.
  }
}

const needsName = (now: Session | null): boolean => now !== null && now.here && now.name === null;

export const useLacksName = (): boolean => {
  const lacking = needsName(useSession());
  return useStore(given, (name) => name === '') && lacking;
};
