import { createStore, useStore } from './store';
import { type Right, setRights } from './rights';

export type Role = 'viewer' | 'operator' | 'technician' | 'researcher' | 'admin';

/** In whose name this browser acts, as ingest says it at GET /api/v1/session. */
export interface Session {
  /** Id of who is signed in. */
  readonly person: string | null;
  /** Who is signed in; null where nobody is. */
  readonly name: string | null;
  /** Viewer where nobody is signed in. */
  readonly role: Role;
  readonly rights: readonly Right[];
  /** When one has to sign in anew. */
  readonly until: string | null;
  /** At the machine that ingest runs on: one may act without signing in, under the name one gives. */
  readonly here: boolean;
  /** Signed in by PIN on a shared phone: what is done on foot, and nothing else. */
  readonly by_pin: boolean;
  readonly has_pin: boolean;
  /** Name of this phone where it is a shared one. */
  readonly phone: string | null;
  /** Who may type a PIN on this shared phone. */
  readonly people: readonly { readonly person: string; readonly name: string }[];
}

const Key = 'arena.session';

const session = createStore<Session | null>(null);
const listeners = new Set<() => void>();

/** What ingest said last, so that a phone opens without network with the buttons of who carries it. Ingest judges each tap all the same. */
export function startSession(): void {
  try {
    const kept = localStorage.getItem(Key);
    const known = kept === null ? null : (JSON.parse(kept) as Session);
    // Rights of a session that has ended are not remembered: ingest would refuse what they promise.
    if (known && (known.until === null || Date.parse(known.until) > Date.now())) take(known);
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
