import { useEffect, useState } from 'preact/hooks';
import { onSaid } from '../actions/queue';
import type { MatchBrief } from '../api/types';
import { createStore, useStore } from '../state/store';
import { useBoard } from '../state/stores';
import { getMatch, getMatches } from './client';
import type { MatchWhole } from './types';

export interface Asked<T> {
  readonly value: T | null;
  /** Why the last answer didn't come, or null. What came before stays. */
  readonly fault: string | null;
}

/** Grows with everything this page said of matches itself. */
const said = createStore(0);

export const saidSomething = (): void => said.set(said.get() + 1);

// What was tapped in the field is heard when the queue has sent it.
onSaid((entry) => {
  if (entry.path.startsWith('/api/v1/matches/')) saidSomething();
});

/** Asked when the page opens, when the stream says that something changed of the match day, after a break, and after this page said something. */
function useAsked<T>(key: string | null, ask: (signal: AbortSignal) => Promise<T>): Asked<T> {
  const [state, setState] = useState<Asked<T> & { readonly key: string | null }>({ key, value: null, fault: null });
  const now = useBoard((board) => board.match);
  const session = useBoard((board) => board.link.session);
  const own = useStore(said, (n) => n);
  useEffect(() => {
    if (key === null) return;
    const stop = new AbortController();
    ask(stop.signal).then(
      (value) => setState({ key, value, fault: null }),
      (error: unknown) => {
        if (!stop.signal.aborted) setState((old) => ({ key, value: old.key === key ? old.value : null, fault: error instanceof Error ? error.message : String(error) }));
      },
    );
    return () => stop.abort();
  }, [key, now, session, own]);
  return state.key === key ? state : { value: null, fault: null };
}

export const useMatches = (): Asked<readonly MatchBrief[]> => useAsked('matches', getMatches);

export const useMatch = (name: string | null): Asked<MatchWhole> =>
  useAsked(name, (signal) => getMatch(name!, signal));

/** Several matches at once, those that can be had. */
export const useEarlier = (names: readonly string[]): Asked<readonly MatchWhole[]> =>
  useAsked(names.length === 0 ? null : names.join(' '), (signal) => Promise.all(names.map((name) => getMatch(name, signal))));
