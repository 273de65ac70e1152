import type { Group } from '../api/types';

export const layers = ['all', 'waste', 'power', 'utility', 'people', 'climate', 'nodes'] as const;
export type Layer = (typeof layers)[number];
/** A layer that holds points of its own. */
export type OwnLayer = Exclude<Layer, 'all'>;

const layerOfGroup: Readonly<Record<Group, OwnLayer>> = {
  bin: 'waste',
  incomer: 'power',
  floodlight: 'power',
  kitchen: 'power',
  ventilation: 'power',
  solar: 'power',
  'ev-charger': 'power',
  heat: 'utility',
  water: 'utility',
  climate: 'climate',
  turnstile: 'people',
  bicycle: 'people',
  car: 'people',
  node: 'nodes',
  other: 'climate',
};

/** A group the page doesn't know (a newer manifest) still gets a place. */
export const layerOf = (group: Group): OwnLayer => layerOfGroup[group] ?? 'climate';
