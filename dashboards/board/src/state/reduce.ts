import type { BinState, Hello, LiveSample, MatchNow, Node, Point, Round, Site, Snapshot, Summary } from '../api/types';
import { type Held, type Link, seriesKey, type State } from './state';

export type Action =
  | { readonly type: 'kept'; readonly kept: Omit<State, 'link'> }
  | { readonly type: 'catalogue'; readonly site: Site; readonly points: readonly Point[] }
  | { readonly type: 'hello'; readonly hello: Hello; readonly now: number }
  | { readonly type: 'snapshot'; readonly snapshot: Snapshot; readonly now: number }
  | { readonly type: 'samples'; readonly samples: readonly LiveSample[] }
  | { readonly type: 'node'; readonly node: Node }
  | { readonly type: 'summary'; readonly summary: Summary; readonly now: number }
  | { readonly type: 'bins'; readonly bins: readonly BinState[] }
  | { readonly type: 'round'; readonly round: Round }
  | { readonly type: 'match'; readonly match: MatchNow }
  | { readonly type: 'build'; readonly build: string | null }
  | { readonly type: 'trying' }
  | { readonly type: 'down'; readonly now: number; readonly retryAt: number; readonly reason: string };

/** How long a lost line may call itself "reconnecting" before the page says offline, milliseconds. */
export const OfflineAfter = 8_000;

/** Clocks that differ less than this are taken as equal: it is the line's delay, and the summary's own pace. */
const SkewTolerance = 3_000;

export function reduce(state: State, action: Action): State {
  switch (action.type) {
    case 'kept':
      // What this phone last knew is only for as long as ingest has said nothing newer.
      return state.site ? state : { ...state, ...action.kept, link: state.link };
    case 'catalogue': {
      const last = action.points.flatMap((point) =>
        point.quantities.flatMap((q) => (q.last ? [{ point: point.point, quantity: q.quantity, ...q.last }] : [])),
      );
      const byName = new Map(action.points.map((point) => [point.point, point]));
      return mergeSamples({ ...state, site: action.site, points: action.points, byName }, last);
    }
    case 'hello':
      // Where it isn't resumed, the snapshot makes it so.
      return withSkew(action.hello.resumed ? { ...state, link: opened(state.link) } : state, action.hello.t, action.now);
    case 'snapshot': {
      const { samples = [], nodes, summary, match, bins, round, board } = action.snapshot;
      const known = {
        ...state,
        link: opened(state.link),
        nodes: nodes ? new Map(nodes.map((node) => [node.node, node])) : state.nodes,
        bins: bins ? byPoint(bins) : state.bins,
        round: round === undefined ? state.round : round,
        match: match ?? state.match,
        build: board ? board.build : state.build,
      };
      const merged = mergeSamples(known, samples);
      // At a quiet ground the summary is as old as its newest figure: the clock was told before, in the first word.
      return summary ? { ...merged, summary } : merged;
    }
    case 'samples':
      return mergeSamples(state, action.samples);
    case 'node':
      return { ...state, nodes: new Map(state.nodes).set(action.node.node, action.node) };
    case 'summary':
      return withSummary(state, action.summary, action.now);
    case 'bins':
      return { ...state, bins: new Map([...state.bins, ...byPoint(action.bins)]) };
    case 'round':
      return { ...state, round: action.round };
    case 'match':
      return { ...state, match: action.match };
    case 'build':
      return { ...state, build: action.build };
    case 'trying':
      return { ...state, link: { ...state.link, retryAt: null } };
    case 'down': {
      const downSince = state.link.phase === 'online' ? action.now : state.link.downSince;
      const phase = action.now - downSince >= OfflineAfter ? 'offline' : 'connecting';
      return { ...state, link: { ...state.link, phase, downSince, retryAt: action.retryAt, reason: action.reason } };
    }
  }
}

const byPoint = (bins: readonly BinState[]): Map<string, BinState> => new Map(bins.map((bin) => [bin.point, bin]));

/** Newest reading of each series wins, whatever the order they come in; a resend changes nothing. */
export function mergeSamples(state: State, samples: readonly LiveSample[]): State {
  let values: Map<string, Held> | undefined;
  let newest = state.newest;
  for (const { point, quantity, t, v, quality } of samples) {
    const at = Date.parse(t);
    const key = seriesKey(point, quantity);
    const held = (values ?? state.values).get(key);
    if (Number.isNaN(at) || (held && held.at >= at)) continue;
    values ??= new Map(state.values);
    values.set(key, { t, v, quality, at });
    if (newest === null || at > newest) newest = at;
  }
  return values ? { ...state, values, newest } : state;
}

const opened = (link: Link): Link => ({ ...link, phase: 'online', retryAt: null, reason: '', session: link.session + 1 });

const withSummary = (state: State, summary: Summary, now: number): State => withSkew({ ...state, summary }, summary.t, now);

function withSkew(state: State, ingest: string, now: number): State {
  const skew = Date.parse(ingest) - now;
  return { ...state, skew: Math.abs(skew) < SkewTolerance || Number.isNaN(skew) ? 0 : skew };
}
