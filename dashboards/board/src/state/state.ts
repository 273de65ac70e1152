import type { BinState, MatchNow, Node, Point, Reading, Round, Site, Summary } from '../api/types';

/** `online`: events arrive. `connecting`: a try is under way or near. `offline`: the line has been down for a while. */
export type LinkPhase = 'connecting' | 'online' | 'offline';

export interface Link {
  readonly phase: LinkPhase;
  /** When the line was lost or the page opened; browser's clock. */
  readonly downSince: number;
  /** When the next try starts, or null while one is under way; browser's clock. */
  readonly retryAt: number | null;
  /** Why the last try failed, as the browser or ingest put it. */
  readonly reason: string;
  /** Grows with every connection: what is drawn from history is fetched anew. */
  readonly session: number;
}

export interface Held extends Reading {
  /** `t` in milliseconds. */
  readonly at: number;
}

export interface State {
  readonly site: Site | null;
  readonly points: readonly Point[];
  readonly byName: ReadonlyMap<string, Point>;
  /** Newest reading of every series, by `seriesKey`. */
  readonly values: ReadonlyMap<string, Held>;
  readonly nodes: ReadonlyMap<string, Node>;
  readonly summary: Summary | null;
  /** How each bin stands, by its point. */
  readonly bins: ReadonlyMap<string, BinState>;
  readonly round: Round | null;
  /** Null before ingest has told. */
  readonly match: MatchNow | null;
  /** Build of the board that ingest serves; null before it has told, and where there is none. */
  readonly build: string | null;
  /** Time of the newest reading of all, venue's clock, milliseconds; null before the first. */
  readonly newest: number | null;
  /** What to add to the browser's clock to get ingest's, milliseconds. */
  readonly skew: number;
  readonly link: Link;
}

export const seriesKey = (point: string, quantity: string): string => `${point}/${quantity}`;

export function initialState(now: number): State {
  return {
    site: null,
    points: [],
    byName: new Map(),
    values: new Map(),
    nodes: new Map(),
    summary: null,
    bins: new Map(),
    round: null,
    match: null,
    build: null,
    newest: null,
    skew: 0,
    link: { phase: 'connecting', downSince: now, retryAt: null, reason: '', session: 0 },
  };
}
