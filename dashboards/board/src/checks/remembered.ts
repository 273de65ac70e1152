import { useEffect, useState } from 'preact/hooks';
import { boardState, useBoard } from '../state/stores';

/** An answer of ingest, and when it came. */
export interface Remembered<T> {
  readonly answer: T | null;
  /** Ingest's clock, milliseconds; null before the first. */
  readonly at: number | null;
  /** Why the last one didn't come, or null. */
  readonly fault: string | null;
}

const Prefix = 'arena.checks.';

/** Asks when the page opens, when the line is back and when `round` is another; without network it shows what was answered last, also after a reload. */
export function useRemembered<T>(key: string, ask: (signal: AbortSignal) => Promise<T>, round: string): Remembered<T> {
  const session = useBoard((state) => state.link.session);
  const [state, setState] = useState<Remembered<T> & { readonly key: string }>({ ...read<T>(key), key });
  useEffect(() => {
    const stop = new AbortController();
    setState((before) => (before.key === key ? before : { ...read<T>(key), key }));
    ask(stop.signal).then(
      (answer) => {
        const at = Date.now() + boardState().skew;
        write(key, answer, at);
        setState({ answer, at, fault: null, key });
      },
      (error: unknown) => {
        if (!stop.signal.aborted) setState((before) => ({ ...before, fault: error instanceof Error ? error.message : String(error) }));
      },
    );
    return () => stop.abort();
  }, [key, round, session]);
  return state;
}

/** A browser that keeps nothing (a private window) begins with nothing. */
function read<T>(key: string): Remembered<T> {
  try {
    const kept = localStorage.getItem(Prefix + key);
    if (kept !== null) return { ...(JSON.parse(kept) as { answer: T; at: number }), fault: null };
  } catch {
    // Nothing is kept; what ingest says is shown as soon as it comes.
  }
  return { answer: null, at: null, fault: null };
}

function write(key: string, answer: unknown, at: number): void {
  try {
    localStorage.setItem(Prefix + key, JSON.stringify({ answer, at }));
  } catch {
    // Full or refused: it is shown, only not remembered.
  }
}
