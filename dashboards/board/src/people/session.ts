import { actAs, tryNow } from '../actions/queue';
import { type Right, setRights } from '../state/rights';
import { createStore, useStore } from '../state/store';
import { ask } from './ask';

export type Role = 'viewer' | 'operator' | 'technician' | 'researcher' | 'admin';

/** Who this browser is to ingest: `GET /api/v1/session`. */
export interface Session {
  readonly person: string | null;
  readonly name: string | null;
  readonly role: Role;
  readonly rights: readonly Right[];
  readonly until: string | null;
  /** At the machine that ingest runs on: all rights without signing in. */
  readonly here: boolean;
  readonly by_pin: boolean;
  readonly has_pin: boolean;
  /** Name of this phone where it is a shared one. */
  readonly phone: string | null;
  /** Who may type a PIN on this shared phone. */
  readonly people: readonly { readonly person: string; readonly name: string }[];
}

const Kept = 'arena.session';
/** The longest a browser's timer can wait, milliseconds. */
const LongestWait = 2 ** 31 - 1;

const session = createStore<Session | null>(null);
let ending: ReturnType<typeof setTimeout> | undefined;

/** Null until ingest, or the phone's memory of it, has told. */
export const useSession = (): Session | null => useStore(session, (s) => s);

/** Begins to know who is signed in: at once from what was known last, so that a phone without network keeps its pages; then from ingest. */
export function startSession(): void {
  actAs(() => (session.get() === null ? undefined : session.get()!.name));
  const kept = keptSession();
  if (kept) know(kept);
  refreshSession();
  addEventListener('online', refreshSession);
  document.addEventListener('visibilitychange', () => {
    if (!document.hidden) refreshSession();
  });
}

/** Asks ingest anew. Where it can't be reached, what was known stands. */
export function refreshSession(): void {
  ask<Session>('GET', '/api/v1/session').then(tell, () => undefined);
}

export const signInByLink = async (link: string): Promise<void> => tell(await ask<Session>('POST', '/api/v1/session', { link }));

export const signInByPin = async (person: string, pin: string): Promise<void> => tell(await ask<Session>('POST', '/api/v1/session', { person, pin }));

export const signOut = async (): Promise<void> => tell(await ask<Session>('DELETE', '/api/v1/session'));

export const setPin = async (pin: string): Promise<void> => tell(await ask<Session>('PUT', '/api/v1/session/pin', { pin }));

export const sharePhone = async (name: string): Promise<void> => tell(await ask<Session>('POST', '/api/v1/phones', { name }));

function tell(now: Session): void {
  try {
    localStorage.setItem(Kept, JSON.stringify(now));
  } catch {
    // A browser that keeps nothing asks anew at its next start.
  }
  const before = session.get()?.person;
  know(now);
  if (now.person !== null && now.person !== before) tryNow();
}

function know(now: Session): void {
  session.set(now);
  setRights(now.rights);
  clearTimeout(ending);
  if (now.until) ending = setTimeout(refreshSession, Math.min(LongestWait, Math.max(1_000, Date.parse(now.until) - Date.now() + 1_000)));
}

// Rights of a session that has ended are not remembered: ingest would refuse what they promise.
function keptSession(): Session | null {
  try {
    const kept = JSON.parse(localStorage.getItem(Kept) ?? 'null') as Session | null;
    return kept && (kept.until === null || Date.parse(kept.until) > Date.now()) ? kept : null;
  } catch {
    return null;
  }
}
