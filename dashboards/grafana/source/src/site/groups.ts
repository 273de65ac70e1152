import { venue, type Point } from './manifest.ts';

/** Names of the points of a group, in the manifest's order. InfluxDB has no tag for a group, so queries name its points. */
export function pointsOf(...groups: string[]): string[] {
  const names = venue.points.filter((point) => groups.includes(point.group)).map((point) => point.name);
  if (names.length === 0) throw new Error(`The manifest has no point of group ${groups.join(', ')}.`);
  return names;
}

/** A point by its name. */
export function point(name: string): Point {
  const found = venue.points.find((one) => one.name === name);
  if (!found) throw new Error(`The manifest has no point '${name}'.`);
  return found;
}

/** The groups of electricity users, as staff calls them. The clamp and the battery in `other` have no register and add nothing. */
export const uses = [
  { group: 'floodlight', title: 'Strålkastare' },
  { group: 'kitchen', title: 'Kök och kiosker' },
  { group: 'ventilation', title: 'Ventilation' },
  { group: 'ev-charger', title: 'Laddstolpar' },
  { group: 'other', title: 'Övrigt' },
] as const;

/** Points that weigh or measure waste. */
export const bins = pointsOf('bin');

/** Meters at which everything of a medium comes in; their sub-meters are part of them. */
export const mains = { electricity: pointsOf('incomer'), heat: [point('heat-main').name], water: [point('water-main').name] };

export const solar = pointsOf('solar');
