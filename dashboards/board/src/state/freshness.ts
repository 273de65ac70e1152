import type { Point } from '../api/types';
import type { Held } from './state';

/** What each kind of hardware measures; every other quantity comes from pulses. */
const measuredBy: Readonly<Record<string, string>> = {
  filling_level: 'fill',
  cargo_weight: 'weight',
  lid_open: 'lid',
  lid_openings: 'lid',
  temperature: 'temperature',
};

/** Readings missed before a value counts as stale. */
const MissedReadings = 3;
/** Never stale sooner than this, seconds: a batch waits on the node before it is sent. */
const LeastSeconds = 60;

/** Age from which a value is stale, milliseconds; infinite for an event, which stays true until the next. */
export function staleAfter(point: Point, quantity: string): number {
  if (point.quantities.find((q) => q.quantity === quantity)?.kind === 'event') return Infinity;
  const own = point.hardware.filter((h) => h.kind === measuredBy[quantity]);
  const every = Math.max(0, ...(own.length > 0 ? own : point.hardware).map((h) => h.every_s));
  return 1000 * Math.max(LeastSeconds, MissedReadings * every);
}

export const isStale = (point: Point, quantity: string, held: Held, now: number): boolean =>
  now - held.at > staleAfter(point, quantity);
