import type { Point } from '../api/types';

export const layers = ['all', 'waste', 'power', 'utility', 'people', 'climate', 'nodes'] as const;
export type Layer = (typeof layers)[number];
/** A layer that holds points of its own. */
export type OwnLayer = Exclude<Layer, 'all'>;

const ofGroup: Readonly<Record<string, OwnLayer>> = {
  bin: 'waste',
  heat: 'utility',
  water: 'utility',
  turnstile: 'people',
  bicycle: 'people',
  car: 'people',
  node: 'nodes',
};

const ofMedium: Readonly<Record<string, OwnLayer>> = { electricity: 'power', heat: 'utility', water: 'utility' };

/** Where a point is looked for: by its group, else by what flows through it; the rest (rooms, strangers) is climate. */
export const layerOf = ({ group, medium }: Pick<Point, 'group' | 'medium'>): OwnLayer =>
  ofGroup[group] ?? ofMedium[medium ?? ''] ?? 'climate';
