import { initialState, type State } from '../state/state';
import { boardState, dispatch, listenToBoard } from '../state/stores';
import { answer, database, ended } from './database';

/** Everything the board knows but the state of the line. */
export type Kept = Omit<State, 'link'>;

/** Number of the shape: raised when what an older page kept can't be shown by this one. */
const Shape = 1;
/** What changed is on disk after this, and at once when the page is put aside; milliseconds. */
const Pace = 10_000;

const open = database('arena-kept', (made) => made.createObjectStore('state'));

/** What the page last knew, or null. */
export async function readKept(): Promise<Kept | null> {
  const db = await open();
  const kept = (await answer(db.transaction('state').objectStore('state').get(Shape))) as Kept | undefined;
  return kept ?? null;
}

export async function writeKept(kept: Kept): Promise<void> {
  const transaction = (await open()).transaction('state', 'readwrite');
  const end = ended(transaction);
  transaction.objectStore('state').put(kept, Shape);
  await end;
}

/** Opens the page with what it last knew, and keeps what it learns: without network it opens with that, and its age. */
export function keepState(): void {
  readKept().then(
    (kept) => {
      // A field that came with a newer page begins empty.
      if (kept) dispatch({ type: 'kept', kept: { ...initialState(Date.now()), ...kept } });
    },
    // A browser that keeps nothing (a private window) opens with what ingest says.
    (error: unknown) => console.warn('The last state could not be read:', error),
  );

  let timer: ReturnType<typeof setTimeout> | undefined;
  const keep = (): void => {
    clearTimeout(timer);
    timer = undefined;
    const { link, ...kept } = boardState();
    if (!kept.site || link.session === 0) return;
    // Which board ingest serves is asked anew each time.
    writeKept({ ...kept, build: null }).catch((error: unknown) => console.warn('The last state could not be kept:', error));
  };
  listenToBoard(() => {
    timer ??= setTimeout(keep, Pace);
  });
  document.addEventListener('visibilitychange', () => {
    if (document.hidden) keep();
  });
  addEventListener('pagehide', keep);
}
