import type { BinState, Group, LiveSample, Node, Point, Quantity, QuantityKind, Round, Summary } from '../src/api/types';

/** Test data: what a test doesn't say is ordinary. */
const quantity = (name: string, unit: string, kind: QuantityKind): Quantity => ({
  quantity: name, unit, kind, title: { sv: name, en: name }, last: null,
});

export const someBin = (point: string, at: readonly [number, number] = [0, 0]): Point => ({
  ...somePoint(point, 'bin', at),
  fraction: 'food',
  hardware: [{ kind: 'fill', every_s: 60 }, { kind: 'weight', every_s: 300 }],
  quantities: [quantity('filling_level', '/', 'gauge'), quantity('cargo_weight', 'kg', 'gauge'), quantity('lid_open', '/', 'event')],
});

export const somePoint = (point: string, group: Group = 'incomer', at: readonly [number, number] = [0, 0]): Point => ({
  point, title: { sv: point, en: point }, zone: 'north', group, fraction: null, medium: 'electricity', node: 'node-a', at,
  hardware: [{ kind: 's0', every_s: 10 }],
  quantities: [quantity('active_power', 'W', 'gauge'), quantity('active_energy_import', 'Wh', 'counter')],
});

export const someSample = (point: string, t: string, v: number, name = 'active_power'): LiveSample => ({
  point, quantity: name, t, v, quality: 0,
});

export const someNode = (node: string, change: Partial<Node> = {}): Node => ({
  node, title: { sv: node, en: node }, zone: 'north', at: [0, 0], state: 'online', state_since: '2026-11-22T06:00:00Z',
  last_batch: '2026-11-22T07:00:00Z', last_sample: '2026-11-22T06:59:58Z', pending: 0, stored_batches: 1, quarantined_batches: 0,
  quarantined_samples: 0, version: '1', ...change,
});

export const someSummary = (t: string): Summary => ({
  t, active_power_w: 1, energy_today_wh: 1, solar_power_w: null, solar_today_wh: null, heat_power_w: null, heat_today_wh: null,
  water_today_l: null, visitors_today: null, bins: { total: 1, over_80: 0, over_95: 0 }, nodes: { total: 1, online: 1 }, quarantined: 0,
});

export const someBinState = (point: string, change: Partial<BinState> = {}): BinState => ({
  point, level: 0.4, level_at: '2026-11-22T12:00:00Z', state: 'ok', since: '2026-11-22T11:00:00Z', doubt: null, last: null, actions_today: 0, ...change,
});

export const someRound = (points: readonly string[]): Round => ({
  t: '2026-11-22T12:00:00Z',
  match: 'brage-gefle',
  stops: points.map((point) => ({
    point, before: { phase: 'half-time', at: '2026-11-22T12:45:00Z' }, chance: 0.6, full: '2026-11-22T12:52:00Z',
    full_early: '2026-11-22T12:41:00Z', full_late: '2026-11-22T13:10:00Z', done: '2026-11-22T12:10:00Z', too_late: false, look: false,
  })),
  progress: { emptied: 3, skipped: 1, left: points.length, overflowing: 0, kg: 41.2, sorted_share: 0.48 },
});
