import { createStore, useStore } from '../state/store';
import { boardState, listenToBoard } from '../state/stores';

/** A newer board waits to take over. */
const fresh = createStore<ServiceWorkerRegistration | null>(null);

/** How often an open page looks for a newer board, milliseconds. */
const LookEvery = 3_600_000;
/** The worker begins so long after the first values, or after the page was opened where none come; milliseconds. */
const Settled = 1_000;
const AtLatest = 20_000;

export const useFresh = (): boolean => useStore(fresh, (registration) => registration !== null);

/**
 * Starts the worker that opens the board without network. A newer board is fetched beside the one in use and takes over when every tab is
 * closed, or when someone asks for it: never under a thumb. The queue is in IndexedDB and knows nothing of it.
 */
export function startWorker(): void {
  // Browsers give no worker to a page without https; on this machine itself they do.
  if (!import.meta.env.PROD || !('serviceWorker' in navigator)) return;
  // Without it the page works as before, only not without network: a certificate the phone doesn't trust is the usual reason.
  const begin = (): void => void register().catch((error: unknown) => console.warn('No worker:', error));
  // It fetches the whole board: the page that is open has the network to itself until it can be used.
  let timer = setTimeout(begin, AtLatest);
  const stop = listenToBoard(() => {
    if (boardState().link.session === 0) return;
    stop();
    clearTimeout(timer);
    timer = setTimeout(begin, Settled);
  });
}

async function register(): Promise<void> {
  const registration = await navigator.serviceWorker.register('/sw.js', { updateViaCache: 'none' });
  const look = (): void => {
    if (registration.waiting && navigator.serviceWorker.controller) fresh.set(registration);
  };
  registration.addEventListener('updatefound', () => registration.installing?.addEventListener('statechange', look));
  look();
  // Without network there is nothing newer; the next look tells.
  const update = (): void => void registration.update().catch(() => undefined);
  setInterval(update, LookEvery);
  // The stream tells which board ingest serves: another one than this is fetched at once.
  let told = document.querySelector<HTMLMetaElement>('meta[name=board]')?.content ?? null;
  listenToBoard(() => {
    const { build } = boardState();
    if (build === null || build === told) return;
    told = build;
    update();
  });
}

/** The newer board takes over, now. */
export function takeFresh(): void {
  navigator.serviceWorker.addEventListener('controllerchange', () => location.reload(), { once: true });
  fresh.get()?.waiting?.postMessage({ type: 'SKIP_WAITING' });
}
