import { useEffect } from 'preact/hooks';
import { getBins } from '../api/client';
import type { BinEvent, BinState } from '../api/types';
import { useSession } from '../state/session';
import { createStore, useStore } from '../state/store';
import { useBoard } from '../state/stores';

/**
 * Who tapped what, by the tap's id. The live stream tells everyone alike and says a role; who is signed in, or at the machine itself, is
 * told the name where they ask.
 */
const names = createStore<ReadonlyMap<string, string>>(new Map());

/** What stands in place of a name. */
const roles: ReadonlySet<string> = new Set(['viewer', 'operator', 'technician', 'researcher', 'admin', 'staff']);

/** Many taps at once are asked for together, milliseconds. */
const Together = 1_000;

export const isRole = (by: string): boolean => roles.has(by);

export function learnNames(told: Iterable<Pick<BinEvent, 'action' | 'by'> | BinState['last']>): void {
  const known = names.get();
  const fresh: [string, string][] = [];
  for (const each of told) {
    if (each?.action && each.by && !isRole(each.by) && !known.has(each.action)) fresh.push([each.action, each.by]);
  }
  if (fresh.length > 0) names.set(new Map([...known, ...fresh]));
}

/** The name behind a tap, or what the stream said. */
export const useName = (action: string | null, by: string | null): string | null =>
  useStore(names, (known) => (action !== null && known.get(action)) || by);

const asked = new Set<string>();

/** While a page of bins is open: asks for the names behind taps that the stream told with a role, once for each. */
export function useStaffNames(): void {
  const session = useSession();
  const mayKnow = session !== null && (session.here || session.name !== null);
  const unknown = useBoard((state) => [...state.bins.values()].flatMap(({ last }) => (last?.action && last.by && isRole(last.by) && !asked.has(last.action) ? [last.action] : [])).join());
  const online = useBoard((state) => state.link.phase === 'online');
  useEffect(() => {
    if (!mayKnow || !online || unknown === '') return;
    const abort = new AbortController();
    const timer = setTimeout(() => {
      getBins(abort.signal).then(
        (bins) => {
          learnNames(bins.map((bin) => bin.last));
          for (const action of unknown.split(',')) asked.add(action);
        },
        // Without an answer the role stands there, and the next tap or the next connection asks again.
        () => undefined,
      );
    }, Together);
    return () => {
      clearTimeout(timer);
      abort.abort();
    };
  }, [mayKnow, online, unknown]);
}
