import { useEffect } from 'preact/hooks';
import { soonAfter } from '../api/backoff';
import { useBoard } from '../state/stores';

/** Screens and phones that see the same newer board fetch it within this span, milliseconds. */
const Spread = 60_000;
/** A board that is still the old one after it was loaded again (a proxy that keeps it) is tried again after this, milliseconds. */
const Again = 3_600_000;
const Key = 'arena.screen.reloaded-for';

const ownBuild = (): string | null => document.querySelector<HTMLMetaElement>('meta[name="board"]')?.content ?? null;

/** How long to wait before loading the page anew for a build; null for never. */
export function reloadAfter(own: string | null, served: string | null, triedFor: string | null, random: () => number): number | null {
  if (own === null || served === null || own === served) return null;
  return triedFor === served ? Again : soonAfter(Spread, random);
}

/** A screen nobody touches loads itself anew when ingest has a newer board; phones ask first. */
export function useNewerBoard(): void {
  const served = useBoard((state) => (state.link.phase === 'online' ? state.build : null));
  useEffect(() => {
    const wait = reloadAfter(ownBuild(), served, sessionStorage.getItem(Key), Math.random);
    if (wait === null || served === null) return;
    const timer = setTimeout(() => {
      sessionStorage.setItem(Key, served);
      void reload();
    }, wait);
    return () => clearTimeout(timer);
  }, [served]);
}

/** The worker that opens the board without network would give the old page again: its newer self takes over first. */
async function reload(): Promise<void> {
  const worker = 'serviceWorker' in navigator ? await navigator.serviceWorker.getRegistration() : undefined;
  if (!worker?.active) return location.reload();
  navigator.serviceWorker.addEventListener('controllerchange', () => location.reload(), { once: true });
  await worker.update();
  const newer = worker.waiting ?? worker.installing;
  if (!newer) return location.reload();
  const takeOver = (): void => {
    if (newer.state === 'installed') newer.postMessage({ type: 'SKIP_WAITING' });
  };
  newer.addEventListener('statechange', takeOver);
  takeOver();
}
