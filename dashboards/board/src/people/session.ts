import { sessionNow, setSession, type Session } from '../state/session';
import { ask } from './ask';

/** The longest a browser's timer can wait, milliseconds. */
const LongestWait = 2 ** 31 - 1;

let ending: ReturnType<typeof setTimeout> | undefined;

/** Begins to ask who this browser is to ingest: now, when the page or the network comes back, and when a session has ended. Never over and over. */
export function startPeople(): void {
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
  if (JSON.stringify(now) !== JSON.stringify(sessionNow())) setSession(now);
  clearTimeout(ending);
  if (now.until !== null) ending = setTimeout(refreshSession, Math.min(LongestWait, Math.max(1_000, Date.parse(now.until) - Date.now() + 1_000)));
}
