import { answer, database, ended, type Open } from '../offline/database';
import type { Draft, Entry, Refusal } from './entry';

/** More than a match day's taps. Full, it takes no more, and the page says so: what is kept is never thrown out for what is new. */
export const MostEntries = 500;
/** Photos are the weight of the queue, bytes. */
export const MostBytes = 40_000_000;

/** The queue can't take more until something was sent. */
export class QueueFull extends Error {}

const weight = async (entries: IDBObjectStore): Promise<number> =>
  ((await answer(entries.getAll())) as Entry[]).reduce((sum, entry) => sum + entry.size, 0);

/**
 * The queue on the phone's disk, one for all tabs. Database `arena-actions`: `entries` by their place, `files` (bytes of a photo) by the same
 * number, so that looking through the queue doesn't load photos.
 */
export class QueueStore {
  readonly #open: Open;

  constructor(name = 'arena-actions') {
    this.#open = database(name, (made) => {
      made.createObjectStore('entries', { keyPath: 'n', autoIncrement: true });
      made.createObjectStore('files');
    });
  }

  /** Durable when it returns. */
  async add(draft: Draft, file: ArrayBuffer | null): Promise<Entry> {
    const { entries, files, end } = await this.#writing();
    const size = file?.byteLength ?? 0;
    if ((await answer(entries.count())) >= MostEntries || (size > 0 && (await weight(entries)) + size > MostBytes)) throw new QueueFull();
    const before = (await answer(entries.openCursor(null, 'prev')))?.value as Entry | undefined;
    // A clock that was set right between two taps doesn't turn them round.
    const at = before && draft.at < before.at && before.at - draft.at < 120_000 ? before.at + 1 : draft.at;
    const body = draft.body && { ...draft.body, action: draft.action, at: new Date(at).toISOString() };
    const whole = { ...draft, at, body, size, refused: null };
    const n = (await answer(entries.add(whole))) as number;
    if (file) files.add(file, n);
    await end;
    return { ...whole, n };
  }

  async all(): Promise<readonly Entry[]> {
    const db = await this.#open();
    return (await answer(db.transaction('entries').objectStore('entries').getAll())) as Entry[];
  }

  /** The bytes that go with an entry; null when it has none. */
  async file(n: number): Promise<ArrayBuffer | null> {
    const db = await this.#open();
    return ((await answer(db.transaction('files').objectStore('files').get(n))) as ArrayBuffer | undefined) ?? null;
  }

  /** It was said, or its person has seen why it was refused. */
  async remove(n: number): Promise<void> {
    const { entries, files, end } = await this.#writing();
    entries.delete(n);
    files.delete(n);
    await end;
  }

  async refuse(n: number, refused: Refusal): Promise<void> {
    const { entries, end } = await this.#writing();
    const entry = (await answer(entries.get(n))) as Entry | undefined;
    // Another tab may have had its answer first.
    if (entry) entries.put({ ...entry, refused });
    await end;
  }

  async #writing(): Promise<{ entries: IDBObjectStore; files: IDBObjectStore; end: Promise<void> }> {
    const db = await this.#open();
    const transaction = db.transaction(['entries', 'files'], 'readwrite', { durability: 'strict' });
    const end = ended(transaction);
    // Whoever fails before the end tells why; the abort that follows is no second error.
    end.catch(() => undefined);
    return { entries: transaction.objectStore('entries'), files: transaction.objectStore('files'), end };
  }
}
