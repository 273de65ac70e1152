import type { BinState, LastDeed } from '../api/types';

export interface Deed {
  readonly point: string;
  readonly deed: LastDeed;
  readonly at: number;
}

/** What happened to bins last, newest first. */
export const latestDeeds = (bins: Iterable<BinState>, most: number): Deed[] =>
  [...bins]
    .flatMap(({ point, last }) => (last ? [{ point, deed: last, at: Date.parse(last.at) }] : []))
    .sort((a, b) => b.at - a.at || a.point.localeCompare(b.point))
    .slice(0, most);
