import { refreshSession } from '../people/session';
import { onSession } from '../state/session';
import { boardState } from '../state/stores';
import { createStore, useStore } from '../state/store';
import { givenName, signedIn } from './acting';
import { alone } from './alone';
import { Bell } from './bell';
import { type Draft, type Entry, newAction } from './entry';
import { QueueStore } from './queue-store';
import { send } from './send';
import { type Progress, runSender } from './sender';

/** What waits to be sent from this phone, oldest first, and how it goes. */
export interface Pending {
  readonly waiting: readonly Entry[];
  readonly refused: readonly Entry[];
  readonly progress: Progress;
  /** When the queue last ran empty in this tab; browser's clock, null before. */
  readonly clearedAt: number | null;
  /** Why the last tap could not be kept; null when it was. */
  readonly unkept: Error | null;
}

const store = new QueueStore();
const bell = new Bell();
/** Tabs of one phone tell each other: `new` to send, or something has `left`. */
let tabs: BroadcastChannel | null = null;
const pending = createStore<Pending>({ waiting: [], refused: [], progress: { phase: 'idle' }, clearedAt: null, unkept: null });
const listeners = new Set<(entry: Entry, answer: unknown) => void>();

export const usePending = (): Pending => useStore(pending, (p) => p);

/** Called with each entry that ingest has taken, and what it answered, before the entry leaves the queue. */
export const onSaid = (listener: (entry: Entry, answer: unknown) => void): (() => void) => {
  listeners.add(listener);
  return () => listeners.delete(listener);
};

/**
 * Keeps a POST and sends it when it can: on disk when this returns its id. `label` is what the person did, as the page says it.
 * Throws when the phone can't keep it; the strip says so by itself.
 */
export async function enqueue(path: string, body: Readonly<Record<string, unknown>>, label: string): Promise<string> {
  const who = givenName();
  return add({ ...draft(path, label), method: 'POST', type: 'application/json', body: who === null ? body : { ...body, who } }, null);
}

/** The same for a PUT of bytes, such as the photo of a check; sent after what was tapped before it. */
export async function enqueueFile(path: string, file: Blob, label: string): Promise<string> {
  return add({ ...draft(path, label), method: 'PUT', type: file.type, body: null }, await file.arrayBuffer());
}

/** The person has seen why it was refused. */
export async function dismiss(entry: Entry): Promise<void> {
  await store.remove(entry.n);
  tabs?.postMessage('left');
  await refresh();
}

/** Someone signed in, or wants it tried now. */
export const tryNow = (): void => bell.ring();

/** Begins to send, for as long as the page lives. */
export function startQueue(): void {
  tabs = new BroadcastChannel('arena-actions');
  tabs.onmessage = ({ data }) => {
    if (data === 'new') bell.ring();
    void refresh();
  };
  addEventListener('online', tryNow);
  onSession(tryNow);
  document.addEventListener('visibilitychange', () => {
    if (!document.hidden) tryNow();
  });
  void runSender(
    {
      store,
      send,
      alone,
      wait: (milliseconds) => bell.wait(milliseconds),
      mine: (entry) => {
        const who = signedIn();
        return entry.by === null || who === undefined || who === entry.by;
      },
      said: (entry, answer) => {
        for (const listener of [...listeners]) listener(entry, answer);
      },
      left: () => tabs?.postMessage('left'),
      told: (progress) => {
        // Ingest knows nobody here any more: the page is to know it too, and ask for the sign-in.
        if (progress.phase === 'sign-in' && progress.reason !== '') refreshSession();
        return refresh(progress);
      },
      now: Date.now,
      random: Math.random,
    },
    new AbortController().signal,
  );
}

const draft = (path: string, label: string): Pick<Draft, 'action' | 'path' | 'label' | 'at' | 'by'> => ({
  action: newAction(), path, label, at: Date.now() + boardState().skew, by: signedIn() ?? null,
});

async function add(what: Draft, file: ArrayBuffer | null): Promise<string> {
  try {
    await store.add(what, file);
  } catch (error) {
    pending.set({ ...pending.get(), unkept: error instanceof Error ? error : new Error(String(error)) });
    throw error;
  }
  pending.set({ ...pending.get(), unkept: null });
  // Asked for once: a phone short of room then throws out other pages first.
  void navigator.storage?.persist?.();
  tabs?.postMessage('new');
  bell.ring();
  await refresh();
  return what.action;
}

async function refresh(progress: Progress = pending.get().progress): Promise<void> {
  let all: readonly Entry[];
  try {
    all = await store.all();
  } catch (error) {
    // A database the phone has closed is opened by the next look; what was shown stands until then.
    reportError(error);
    return;
  }
  const waiting = all.filter((entry) => entry.refused === null);
  const before = pending.get();
  const cleared = before.waiting.length > 0 && waiting.length === 0;
  const refused = all.filter((entry) => entry.refused !== null);
  pending.set({ ...before, waiting, refused, progress, clearedAt: cleared ? Date.now() : before.clearedAt });
}
