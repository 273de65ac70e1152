import type { Fleet, Gap, Node, SampleRow, SamplesAnswer, Summary } from '../src/api/types.ts';
import { DownNode, lag, sampleAt, valueAt } from './model.ts';
import { nodes, points } from './venue.ts';

const units: Record<string, number> = { s: 1_000, m: 60_000, h: 3_600_000, d: 86_400_000 };

export const pointsAnswer = (now: number) => ({
  points: points.map((p) => ({
    ...p,
    quantities: p.quantities.map((q) => {
      const { t, v, quality } = sampleAt(p.point, p.group, p.node, q.quantity, now);
      return { ...q, last: { t, v, quality } };
    }),
  })),
});

export const nodeAnswers = (now: number): Node[] =>
  nodes.map((n) => {
    const down = n.node === DownNode;
    const last = new Date(now - lag(n.node) - 4_000).toISOString();
    return {
      ...n, state: down ? 'offline' : 'online', state_since: last, last_batch: last, last_sample: last, pending: n.node === 'node-clubhouse' ? 17 : 0,
      stored_batches: 1200, quarantined_batches: 0, quarantined_samples: n.node === 'node-parking' ? 3 : 0, version: '1.0.0',
    };
  });

function sum(group: string, quantity: string, at: number): number {
  return points.filter((p) => p.group === group).reduce((total, p) => total + valueAt(p.point, group, quantity, at), 0);
}

export function summaryAnswer(now: number): Summary {
  const midnight = new Date(now).setHours(0, 0, 0, 0);
  const today = (group: string, quantity: string): number => sum(group, quantity, now) - sum(group, quantity, midnight);
  const levels = points.filter((p) => p.group === 'bin').map((p) => valueAt(p.point, 'bin', 'filling_level', now));
  return {
    t: new Date(now).toISOString(),
    active_power_w: sum('incomer', 'active_power', now), energy_today_wh: today('incomer', 'active_energy_import'),
    solar_power_w: sum('solar', 'active_power', now), solar_today_wh: today('solar', 'active_energy_import'),
    heat_power_w: sum('heat', 'thermal_power', now), heat_today_wh: today('heat', 'thermal_energy'),
    water_today_l: today('water', 'water_consumption'), visitors_today: 4_812,
    bins: { total: levels.length, over_80: levels.filter((v) => v >= 0.8).length, over_95: levels.filter((v) => v >= 0.95).length },
    nodes: { total: nodes.length, online: nodes.length - 1 },
    quarantined: 3,
  };
}

export function fleetAnswer(search: URLSearchParams): Fleet {
  const [from, to] = [Date.parse(search.get('from') ?? ''), Date.parse(search.get('to') ?? '')];
  const iso = (at: number): string => new Date(at).toISOString();
  const gap = (cause: string, day: number, change: Partial<Gap>): Gap => ({
    cause, from: iso(from + day * units['d']!), to: iso(from + day * units['d']! + 5_400_000), epoch: null, first: null, last: null, samples: null,
    point: null, detail: '', certain: true, ...change,
  });
  return {
    nodes: nodes.map(({ node }) => ({
      node,
      counts: { missing_batches: node === DownNode ? 12 : 0, complete: node === DownNode ? 0.71 : 0.9991 },
      windows: Array.from({ length: Math.ceil((to - from) / units['d']!) }, (_, day) => ({
        from: iso(from + day * units['d']!), to: iso(Math.min(to, from + (day + 1) * units['d']!)), expected: 8640, stored: 8640,
        complete: node === DownNode ? [null, 1, 0.97, 0.4, 1, 1, 0][day] ?? 0 : 1,
      })),
      gaps: node === DownNode
        ? [gap('thinned', 2, { samples: 4711, detail: 'thinned to 1 min' }), gap('unknown', 3, { certain: false }), gap('not-received', 6, { certain: false, first: 7, last: 18 })]
        : [],
    })),
  };
}

export function samplesAnswer(search: URLSearchParams, now: number): SamplesAnswer | null {
  const name = search.get('point') ?? '';
  const quantity = search.get('quantity') ?? '';
  const point = points.find((p) => p.point === name);
  const measured = point?.quantities.find((q) => q.quantity === quantity);
  if (!point || !measured) return null;
  const every = search.get('every');
  const [from, to] = [Date.parse(search.get('from') ?? ''), Date.parse(search.get('to') ?? '')];
  const step = every ? Number(every.slice(0, -1)) * units[every.slice(-1)]! : point.hardware[0]!.every_s * 1_000;
  const samples: SampleRow[] = [];
  for (let at = Math.ceil(from / step) * step; at < Math.min(to, now - lag(point.node)); at += step) {
    // Twenty minutes of every seven hours are missing, so that holes are seen.
    if (at % 25_200_000 < 1_200_000) continue;
    samples.push([new Date(at).toISOString(), valueAt(name, point.group, quantity, every ? at + step - 1 : at), every ? 10 : 0]);
  }
  return {
    from: new Date(from).toISOString(), to: new Date(to).toISOString(), every, agg: search.get('agg'),
    series: [{ point: name, quantity, unit: measured.unit, samples }],
  };
}
