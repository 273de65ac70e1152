import { useEffect, useState } from 'preact/hooks';
import { getFleet } from '../api/client';
import type { Fleet } from '../api/types';
import { boardState } from '../state/stores';
import { spanOf } from './days';

/** Completeness moves slowly: asking once a minute shows it soon enough. */
const Every = 60_000;

export interface FleetState {
  readonly fleet: Fleet | null;
  /** Why the last answer didn't come, or null. */
  readonly fault: string | null;
}

/** The last seven days of every node, asked anew each minute while the page is shown. */
export function useFleet(zone: string): FleetState {
  const [state, setState] = useState<FleetState>({ fleet: null, fault: null });
  useEffect(() => {
    const stop = new AbortController();
    const ask = (): void => {
      const { from, to } = spanOf(Date.now() + boardState().skew, zone);
      getFleet(from, to, stop.signal).then(
        (fleet) => setState({ fleet, fault: null }),
        (error: unknown) => {
          if (!stop.signal.aborted) setState((before) => ({ ...before, fault: error instanceof Error ? error.message : String(error) }));
        },
      );
    };
    ask();
    const timer = setInterval(ask, Every);
    return () => {
      stop.abort();
      clearInterval(timer);
    };
  }, [zone]);
  return state;
}
