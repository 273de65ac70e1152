import { readFileSync } from 'node:fs';
import { parse } from 'yaml';
import type { Title } from './manifest.ts';
import { repository } from './repository.ts';

/** What the manifest says of every climate figure. Ingest checks the whole section; here a missing figure fails the making. */
interface From {
  readonly title: Title;
  readonly source: string;
  readonly year?: number;
  readonly boundary?: Title;
  readonly counted?: boolean;
  readonly invented?: boolean;
}

export interface EnergyFactor extends From {
  readonly medium: 'electricity' | 'heat';
  readonly kg_per_kwh?: number;
}

export interface SortingFactor extends From {
  readonly fraction: string;
  readonly kg_per_kg?: number;
}

export interface Curve extends From {
  readonly base_year: number;
  readonly base_kg: number;
  readonly yearly_factor: number;
}

export interface Likeness extends From {
  readonly kg_per_kg: number;
}

interface Written {
  climate: { energy: Record<string, EnergyFactor>; sorting: Record<string, SortingFactor>; curves: Record<string, Curve>; likenesses: Record<string, Likeness> };
}

const { climate } = parse(readFileSync(repository('hardware/sites/borlange-energi-arena.yaml'), 'utf8')) as Written;

export const energyFactors = Object.values(climate.energy);
export const sortingFactors = Object.values(climate.sorting);
export const curves = Object.values(climate.curves);

function counted<T extends From>(what: string, all: readonly T[]): T {
  const found = all.find((one) => one.counted === true);
  if (!found) throw new Error(`The manifest's climate section counts no ${what}: write 'counted: true' at one.`);
  return found;
}

/** The factors that are counted. */
export const grid = counted('factor for electricity', energyFactors.filter(({ medium }) => medium === 'electricity'));
export const curve = counted('curve', curves);
export const coal = counted('likeness', Object.values(climate.likenesses));

/** kg CO2e that one watt-hour from the grid stands for. */
export const kgPerWh = grid.kg_per_kwh! / 1000;

/** kg CO2e that may be emitted in a year. */
export const allowedKg = (year: number): number => curve.base_kg * curve.yearly_factor ** (year - curve.base_year);
