import type { Results } from './types';

/** A figure that a match comes to, in the unit it is shown in. */
export type FigureName = 'attendance' | 'waste' | 'per-visitor' | 'sorted' | 'emptyings' | 'energy' | 'water';

export interface Figure {
  readonly name: FigureName;
  readonly unit: string;
  readonly decimals: number;
  /** Null where nobody measured. */
  readonly of: (results: Results) => number | null;
}

const ratio = (a: number | null, b: number | null): number | null => (a === null || b === null || b === 0 ? null : a / b);
const scaled = (a: number | null, factor: number): number | null => (a === null ? null : a * factor);

/** What matches are compared by, in the order they are read. */
export const figures: readonly Figure[] = [
  { name: 'attendance', unit: '', decimals: 0, of: (r) => r.attendance },
  { name: 'waste', unit: 'kg', decimals: 0, of: (r) => r.waste_kg },
  { name: 'per-visitor', unit: 'g', decimals: 0, of: (r) => scaled(ratio(r.waste_kg, r.attendance), 1000) },
  { name: 'sorted', unit: '%', decimals: 0, of: (r) => scaled(ratio(r.sorted_kg, r.waste_kg), 100) },
  { name: 'emptyings', unit: '', decimals: 0, of: (r) => r.emptyings },
  { name: 'energy', unit: 'kWh', decimals: 0, of: (r) => scaled(r.energy_wh, 1e-3) },
  { name: 'water', unit: 'm³', decimals: 1, of: (r) => scaled(r.water_l, 1e-3) },
];

/** The middle of earlier matches' figures; null without any. */
export function median(values: readonly (number | null)[]): number | null {
  const known = values.filter((value) => value !== null).sort((a, b) => a - b);
  if (known.length === 0) return null;
  const half = known.length >> 1;
  return known.length % 2 === 1 ? known[half]! : (known[half - 1]! + known[half]!) / 2;
}
