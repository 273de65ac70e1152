/** IndexedDB with promises: an answer, the end of a transaction, and a database that is opened anew when the browser closed it. */

export const answer = <T>(request: IDBRequest<T>): Promise<T> =>
  new Promise((resolve, reject) => {
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error ?? new Error('IndexedDB'));
  });

/** When it resolves, what was written is on disk. */
export const ended = (transaction: IDBTransaction): Promise<void> =>
  new Promise((resolve, reject) => {
    transaction.oncomplete = () => resolve();
    transaction.onabort = () => reject(transaction.error ?? new Error('IndexedDB: aborted'));
  });

export type Open = () => Promise<IDBDatabase>;

/** `make` builds the stores of a database that is not there yet. A phone closes databases of pages it put aside: the next call opens it again. */
export function database(name: string, make: (made: IDBDatabase) => void): Open {
  let opened: Promise<IDBDatabase> | null = null;
  const forget = (): void => void (opened = null);
  return () => {
    opened ??= open(name, make, forget).catch((error: unknown) => {
      forget();
      throw error;
    });
    return opened;
  };
}

async function open(name: string, make: (made: IDBDatabase) => void, closed: () => void): Promise<IDBDatabase> {
  const request = indexedDB.open(name, 1);
  request.onupgradeneeded = () => make(request.result);
  const db = await answer(request);
  db.onclose = closed;
  db.onversionchange = () => {
    db.close();
    closed();
  };
  return db;
}
