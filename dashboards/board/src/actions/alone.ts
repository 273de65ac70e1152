const Lock = 'arena-actions';

/** A tab that holds the lock longer was put to sleep by the phone in the middle of a request, milliseconds. */
const Patience = 90_000;

/**
 * Runs work in one tab at a time (Web Locks). A lock is taken over from a tab that sleeps on it: what it was sending is sent again, which
 * ingest hears once. Browsers give no locks to a page without https; tabs then send side by side, each in order, and are heard once as well.
 */
export async function alone<T>(work: () => Promise<T>): Promise<T> {
  if (!('locks' in navigator)) return work();
  const patience = new AbortController();
  const timer = setTimeout(() => patience.abort(), Patience);
  let begun = false;
  const begin = (): Promise<T> => {
    begun = true;
    clearTimeout(timer);
    return work();
  };
  try {
    return await navigator.locks.request(Lock, { signal: patience.signal }, begin);
  } catch (error) {
    if (begun || !patience.signal.aborted) throw error;
    return navigator.locks.request(Lock, { steal: true }, begin);
  } finally {
    clearTimeout(timer);
  }
}
