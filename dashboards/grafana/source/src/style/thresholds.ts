import type { Thresholds } from '../grafana/field.ts';
import { level } from './colours.ts';

/** Colours by value: `steps(level.good, [0.8, level.soon], [0.95, level.now])`. */
export function steps(base: string, ...above: [from: number, color: string][]): Thresholds {
  return { mode: 'absolute', steps: [{ color: base, value: null }, ...above.map(([value, color]) => ({ color, value }))] };
}

export const plain = steps(level.good);

/** A bin: on the next round from 0.8, can't wait from 0.95; the board's limits. */
export const filling = steps(level.good, [0.8, level.soon], [0.95, level.now]);
