import type { Gap } from '../api/types';

const Day = 86_400_000;

/** Days a bar is shown for, today included. */
export const Days = 7;

/** Midnight at the venue at the beginning of the day that `now` is in; an hour off on the two days the clocks change. */
export function midnight(now: number, zone: string): number {
  const parts = new Intl.DateTimeFormat('en-GB', { timeZone: zone, hourCycle: 'h23', hour: '2-digit', minute: '2-digit', second: '2-digit' })
    .formatToParts(now);
  const of = (type: string): number => Number(parts.find((part) => part.type === type)?.value ?? 0);
  return Math.floor(now / 1000) * 1000 - ((of('hour') * 60 + of('minute')) * 60 + of('second')) * 1000;
}

/** The span of the bars: from midnight six days ago until now. */
export const spanOf = (now: number, zone: string): { from: Date; to: Date } => ({
  from: new Date(midnight(now, zone) - (Days - 1) * Day),
  to: new Date(now),
});

export type Level = 'whole' | 'part' | 'poor' | 'none';

/** What a share means: whole to the eye, something missing, much missing, nothing known. */
export function levelOf(complete: number | null): Level {
  if (complete === null) return 'none';
  if (complete >= 0.995) return 'whole';
  return complete >= 0.9 ? 'part' : 'poor';
}

/** Per cent, cut and not rounded: 100 means all of it. */
export const percentOf = (complete: number): number => Math.floor(complete * 100 + 1e-9);

export interface NodeGap extends Gap {
  readonly node: string;
}

/** The gaps of all nodes: what nodes declare before what is concluded, and each newest first. */
export const inOrder = (nodes: readonly { readonly node: string; readonly gaps: readonly Gap[] }[]): NodeGap[] =>
  nodes.flatMap(({ node, gaps }) => gaps.map((gap) => ({ ...gap, node }))).sort((a, b) => Number(b.certain) - Number(a.certain) || b.from.localeCompare(a.from) || a.node.localeCompare(b.node));
