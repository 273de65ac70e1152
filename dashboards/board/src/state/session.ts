import { createStore, useStore } from './store';
import { type Right, setRights } from './rights';

/** In whose name this browser acts, as ingest says it at GET /api/v1/session. */
export interface Session {
  /** Who is signed in; null where nobody is. */
  readonly name: string | null;
  readonly role: string | null;
  readonly rights: readonly Right[];
  /** When one has to sign in anew. */
  readonly until: string | null;
  /** At the machine that ingest runs on: one may act without signing in, under the name one gives. */
  readonly here: boolean;
}

const Key = 'arena.session';

const session = createStore<Session | null>(null);
const listeners = new Set<() => void>();

/** What ingest said last, so that a phone opens without network with the buttons of who carries it. Ingest judges each tap all the same. */
export function startSession(): void {
  try {
    const kept = localStorage.getItem(Key);
    if (kept) take(JSON.parse(kept) as Session);
  } catch {
    // A browser that keeps nothing begins as a viewer, until ingest says more.
  }
}

/** Ingest's newest word. Whoever waits for a sign-in is told. */
export function setSession(now: Session): void {
  take(now);
  try {
    localStorage.setItem(Key, JSON.stringify(now));
  } catch {
    // Known for this visit.
  }
  for (const listener of [...listeners]) listener();
}

function take(now: Session): void {
  session.set(now);
  setRights(now.rights);
}

export const onSession = (listener: () => void): void => void listeners.add(listener);

export const sessionNow = (): Session | null => session.get();

/** Null before ingest has ever said. */
export const useSession = (): Session | null => useStore(session, (s) => s);
