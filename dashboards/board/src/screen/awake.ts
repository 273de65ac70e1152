import { useEffect } from 'preact/hooks';

/** Asks the machine not to darken the screen while the page is shown. Browsers give it only to pages with https, or of this machine. */
export function useAwake(): void {
  useEffect(() => {
    if (!('wakeLock' in navigator)) return;
    let held: WakeLockSentinel | undefined;
    let gone = false;
    const ask = (): void => {
      if (document.hidden || gone) return;
      navigator.wakeLock.request('screen').then(
        (lock) => (gone ? void lock.release() : void (held = lock)),
        // A machine that runs on its battery may refuse: the page works as before.
        (error: unknown) => console.info('The screen may darken:', error),
      );
    };
    ask();
    document.addEventListener('visibilitychange', ask);
    return () => {
      gone = true;
      document.removeEventListener('visibilitychange', ask);
      void held?.release();
    };
  }, []);
}
