import type { SampleRow } from '../api/types';
import type { Plan } from './plan';

/** One sample, or one bucket with how many samples are in it. */
export interface Row {
  /** Milliseconds; a bucket's start. */
  readonly at: number;
  readonly v: number;
  readonly n: number;
}

export const readRows = (samples: readonly SampleRow[], plan: Plan): Row[] =>
  samples.map(([t, v, n]) => ({ at: Date.parse(t), v, n: plan.bucket ? n : 1 }));

/** Takes a live sample in: into its bucket, or as a sample of its own. Older than the newest is not drawn again. */
export function append(rows: readonly Row[], plan: Plan, at: number, v: number): readonly Row[] {
  const last = rows.at(-1);
  if (!plan.bucket) return last && last.at >= at ? rows : [...rows, { at, v, n: 1 }];
  const start = Math.floor(at / plan.bucket.length) * plan.bucket.length;
  if (last && last.at > start) return rows;
  if (!last || last.at < start) return [...rows, { at: start, v, n: 1 }];
  return [...rows.slice(0, -1), { at: start, v: joined(last, plan, v), n: last.n + 1 }];
}

function joined(bucket: Row, plan: Plan, v: number): number {
  if (plan.agg === 'max') return Math.max(bucket.v, v);
  return plan.agg === 'last' ? v : (bucket.v * bucket.n + v) / (bucket.n + 1);
}

/** What uPlot draws: seconds, and values with null where there is a hole. */
export interface Curve {
  readonly times: number[];
  readonly values: (number | null)[];
}

/** The rows of the last span up to `now` as a curve. */
export function curveOf(rows: readonly Row[], plan: Plan, now: number): Curve {
  const from = now - plan.span;
  if (plan.drawing === 'bars') return growth(rows, plan, from);
  const times: number[] = [];
  const values: (number | null)[] = [];
  let before: Row | undefined;
  for (const row of rows) {
    if (row.at < from) continue;
    if (before && row.at - before.at > plan.gap) {
      times.push((before.at + 1) / 1000);
      values.push(null);
    }
    times.push(row.at / 1000);
    values.push(row.v);
    before = row;
  }
  if (before && plan.drawing === 'steps' && before.at < now) {
    times.push(now / 1000);
    values.push(before.v);
  }
  return { times, values };
}

/** How much a counter grew in each bucket. Unknown after a hole and after a restart from zero, so not drawn. */
function growth(rows: readonly Row[], plan: Plan, from: number): Curve {
  const times: number[] = [];
  const values: (number | null)[] = [];
  for (let i = 1; i < rows.length; i++) {
    const [before, row] = [rows[i - 1]!, rows[i]!];
    if (row.at < from) continue;
    const grown = row.v - before.v;
    times.push(row.at / 1000);
    values.push(grown < 0 || row.at - before.at > plan.gap ? null : grown);
  }
  return { times, values };
}

export interface Extent {
  readonly min: number;
  readonly max: number;
  readonly sum: number;
}

export function extentOf(values: readonly (number | null)[]): Extent | null {
  const known = values.filter((v) => v !== null);
  if (known.length === 0) return null;
  return { min: Math.min(...known), max: Math.max(...known), sum: known.reduce((a, b) => a + b, 0) };
}
