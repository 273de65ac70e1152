import type { BinDeed, BinState, BinUrgency, LastDeed } from '../api/types';
import type { Entry } from '../actions/entry';

/** The five reasons to skip a bin, as ingest names them. */
export const reasons = ['locked', 'blocked', 'not-full', 'no-time', 'other'] as const;
export type Reason = (typeof reasons)[number];

export const actPath = (point: string): string => `/api/v1/bins/${encodeURIComponent(point)}/actions`;
export const UndoPath = '/api/v1/bins/undo';

/** A bin as this phone knows it: what ingest says, and over it what was tapped here and is still on its way. */
export interface Shown {
  readonly state: BinUrgency;
  readonly last: LastDeed | null;
  /** `last` was tapped here and ingest has not said yes. */
  readonly waiting: boolean;
}

const becomes: Readonly<Record<BinDeed, BinUrgency | null>> = {
  emptied: 'emptied', swapped: 'emptied', skipped: 'skipped', overflowing: 'overflowing', sensor_cleaned: null,
};

/** Nothing to do at it for now. */
export const isDone = (state: BinUrgency): boolean => state === 'emptied' || state === 'skipped';

/** What a waiting entry says of a bin, or null when it is about something else. */
export function deedOf(entry: Entry): { readonly point: string; readonly what: BinDeed; readonly why: string | null } | null {
  const point = /^\/api\/v1\/bins\/([^/]+)\/actions$/.exec(entry.path)?.[1];
  if (!point || !entry.body) return null;
  return { point: decodeURIComponent(point), what: entry.body['what'] as BinDeed, why: (entry.body['why'] as string | undefined) ?? null };
}

/** The action a waiting entry takes back, or null. */
export const undoneBy = (entry: Entry): string | null => (entry.path === UndoPath ? (entry.body?.['undoes'] as string) : null);

/** Told as ingest will tell it once it has heard: by when it was tapped, without what was taken back. */
export function shown(bin: BinState | undefined, point: string, waiting: readonly Entry[]): Shown {
  const undone = new Set(waiting.map(undoneBy).filter((action) => action !== null));
  const told = bin?.last && !(bin.last.action && undone.has(bin.last.action)) ? bin.last : null;
  const heard = told ? Date.parse(told.at) : -Infinity;
  const own = waiting.findLast((entry) => {
    const deed = deedOf(entry);
    return deed?.point === point && !undone.has(entry.action) && entry.at >= heard;
  });
  if (!own) return { state: told === (bin?.last ?? null) ? (bin?.state ?? 'unknown') : byLevel(bin), last: told, waiting: false };
  const { what, why } = deedOf(own)!;
  return {
    state: becomes[what] ?? bin?.state ?? 'unknown',
    last: { action: own.action, what, why, note: null, at: new Date(own.at).toISOString(), by: null, confirmed: null },
    waiting: true,
  };
}

// What it was before, only ingest knows; until it says so, the level tells.
function byLevel(bin: BinState | undefined): BinUrgency {
  const level = bin?.doubt ? bin.doubt.likely_level : bin?.level;
  if (level === null || level === undefined) return 'unknown';
  if (level >= 0.95) return 'full';
  return level >= 0.8 ? 'soon' : 'ok';
}
