import { describe, expect, it } from 'vitest';
import { isStale } from '../src/state/freshness';
import { mergeSamples, OfflineAfter, reduce } from '../src/state/reduce';
import { initialState, seriesKey, type State } from '../src/state/state';
import { someBin, someBinState, someNode, somePoint, someRound, someSample, someSummary } from './some';

const start = Date.parse('2026-11-22T07:00:00Z');
const site = { site: 's', title: { sv: 'S', en: 'S' }, time_zone: 'UTC', map: { width: 1, height: 1, shapes: [] }, zones: [], matches: [] };
const online = (): State =>
  reduce(initialState(start), {
    type: 'snapshot',
    now: start,
    snapshot: { samples: [someSample('incomer', '2026-11-22T07:00:00Z', 100)], nodes: [someNode('node-a')], summary: someSummary('2026-11-22T07:00:00Z') },
  });
const held = (state: State): number | undefined => state.values.get(seriesKey('incomer', 'active_power'))?.v;

describe('samples', () => {
  it('take the place of older ones', () => {
    expect(held(mergeSamples(online(), [someSample('incomer', '2026-11-22T07:00:01Z', 200)]))).toBe(200);
  });

  it('that come late or again change nothing, not even the state’s identity', () => {
    const state = online();
    expect(mergeSamples(state, [someSample('incomer', '2026-11-22T06:59:00Z', 5)])).toBe(state);
    expect(mergeSamples(state, [someSample('incomer', '2026-11-22T07:00:00Z', 100)])).toBe(state);
  });

  it('give the same values in whatever order they come', () => {
    const samples = [1, 2, 3].map((n) => someSample('incomer', `2026-11-22T07:00:0${n}Z`, n));
    const ends = [samples, [...samples].reverse(), [samples[1]!, samples[2]!, samples[0]!]].map((s) => held(mergeSamples(online(), s)));
    expect(ends).toEqual([3, 3, 3]);
  });

  it('with a time nobody can read are left out', () => {
    const state = online();
    expect(mergeSamples(state, [someSample('incomer', 'yesterday', 1)])).toBe(state);
  });

  it('of the catalogue never replace a newer live value', () => {
    const point = somePoint('incomer');
    const old = { ...point, quantities: [{ ...point.quantities[0]!, last: { t: '2026-11-22T06:00:00Z', v: 7, quality: 0 } }] };
    expect(held(reduce(online(), { type: 'catalogue', site, points: [old] }))).toBe(100);
  });
});

describe('the line', () => {
  it('is online from the first snapshot, and each snapshot is a new session', () => {
    expect(online().link).toMatchObject({ phase: 'online', session: 1 });
  });

  it('is online again when it goes on where it was, and what is drawn from history is fetched anew', () => {
    const lost = reduce(online(), { type: 'down', now: start + 1_000, retryAt: start + 1_500, reason: 'gone' });
    const hello = { t: '2026-11-22T07:00:02Z', run: 'a', resumed: true };
    expect(reduce(lost, { type: 'hello', hello, now: start + 2_000 }).link).toMatchObject({ phase: 'online', reason: '', session: 2 });
    expect(reduce(lost, { type: 'hello', hello: { ...hello, resumed: false }, now: start + 2_000 }).link.phase).toBe('connecting');
  });

  it('tells ingest’s clock in its first word', () => {
    expect(reduce(online(), { type: 'hello', hello: { t: '2026-11-22T08:00:00Z', run: 'a', resumed: false }, now: start }).skew).toBe(3_600_000);
  });

  it('of a quiet ground has an old summary, which is not ingest’s clock', () => {
    const greeted = reduce(online(), { type: 'hello', hello: { t: '2026-11-22T07:00:00Z', run: 'a', resumed: false }, now: start });
    expect(reduce(greeted, { type: 'snapshot', now: start, snapshot: { summary: someSummary('2026-11-22T05:00:00Z') } }).skew).toBe(0);
  });

  it('leaves what a page did not ask for as it was', () => {
    const bins = [someBinState('bin-a', { state: 'full' })];
    const state = reduce(online(), { type: 'snapshot', now: start, snapshot: { bins, match: { match: null, next: null } } });
    expect(held(state)).toBe(100);
    expect(state.nodes.size).toBe(1);
    expect(state.bins.get('bin-a')?.state).toBe('full');
    expect(state.match).toEqual({ match: null, next: null });
  });

  it('first reconnects, and is offline when it has been down for a while', () => {
    const lost = reduce(online(), { type: 'down', now: start + 1_000, retryAt: start + 1_500, reason: 'gone' });
    expect(lost.link).toMatchObject({ phase: 'connecting', retryAt: start + 1_500, reason: 'gone' });
    const still = reduce(lost, { type: 'down', now: start + 1_000 + OfflineAfter, retryAt: 0, reason: 'gone' });
    expect(still.link.phase).toBe('offline');
  });

  it('keeps what is known while it is down', () => {
    const lost = reduce(online(), { type: 'down', now: start + 60_000, retryAt: 0, reason: 'gone' });
    expect(held(lost)).toBe(100);
    expect(lost.nodes.size).toBe(1);
  });

  it('forgets nodes a new snapshot no longer has', () => {
    const again = reduce(online(), {
      type: 'snapshot', now: start, snapshot: { samples: [], nodes: [someNode('node-b')], summary: someSummary('2026-11-22T07:00:00Z') },
    });
    expect([...again.nodes.keys()]).toEqual(['node-b']);
  });
});

describe('the clock', () => {
  it('follows ingest when the browser is wrong, and leaves the line’s delay alone', () => {
    const after = (t: string): number => reduce(online(), { type: 'summary', now: start, summary: someSummary(t) }).skew;
    expect(after('2026-11-22T08:00:00Z')).toBe(3_600_000);
    expect(after('2026-11-22T06:59:59Z')).toBe(0);
  });
});

describe('staleness', () => {
  const bin = someBin('bin');
  const reading = { t: '2026-11-22T07:00:00Z', v: 0.5, quality: 0, at: start };

  it('begins after three readings that never came, by the pace of the sensor that makes them', () => {
    expect(isStale(bin, 'filling_level', reading, start + 179_000)).toBe(false);
    expect(isStale(bin, 'filling_level', reading, start + 181_000)).toBe(true);
    expect(isStale(bin, 'cargo_weight', reading, start + 181_000)).toBe(false);
  });

  it('allows a fast sensor the minute its batch may wait', () => {
    expect(isStale(somePoint('incomer'), 'active_power', reading, start + 59_000)).toBe(false);
    expect(isStale(somePoint('incomer'), 'active_power', reading, start + 61_000)).toBe(true);
  });

  it('never comes over an event, which is true until the next', () => {
    expect(isStale(bin, 'lid_open', reading, start + 1e9)).toBe(false);
  });
});

describe('bins and the round', () => {
  it('come with the snapshot, and then those that changed', () => {
    const before = { ...someSummary('2026-11-22T07:00:00Z') };
    const snapshot = { samples: [], nodes: [], summary: before, bins: [someBinState('a'), someBinState('b')], round: someRound(['a']) };
    const told = reduce(online(), { type: 'snapshot', now: start, snapshot });
    const changed = reduce(told, { type: 'bins', bins: [someBinState('b', { state: 'full' })] });
    expect([...changed.bins.values()].map((bin) => bin.state)).toEqual(['ok', 'full']);
    expect(reduce(changed, { type: 'round', round: someRound([]) }).round?.stops).toEqual([]);
  });
});

describe('what the phone kept', () => {
  const { link: _, ...kept } = online();

  it('is shown as long as nothing newer was said, and never as live', () => {
    const opened = reduce(initialState(start), { type: 'kept', kept: { ...kept, site } });
    expect(held(opened)).toBe(100);
    expect(opened.link.phase).toBe('connecting');
    expect(opened.link.session).toBe(0);
  });

  it('does not take the place of what ingest has said meanwhile', () => {
    const fresh = reduce(initialState(start), { type: 'catalogue', site, points: [] });
    expect(reduce(fresh, { type: 'kept', kept: { ...kept, site } })).toBe(fresh);
  });
});
