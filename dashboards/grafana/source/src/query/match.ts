import { here } from './influxql.ts';

/** The chosen match. Its figures stand at its kick-off, so its name finds them whatever time is shown; two years back are looked through. */
const years = 'time > ${__to}ms - 730d AND time <= ${__to}ms + 1d';
export const ofMatch = `${years} AND ${here} AND "match" =~ /^\${match:regex}$/`;

/** Every match of two years. */
export const ofMatches = `${years} AND ${here}`;

/** One figure of the chosen match, or what is computed from several. */
export const figure = (expression: string, name: string): string => `SELECT ${expression} AS "${name}" FROM "match" WHERE ${ofMatch}`;

/** The same for every match, a row each. */
export const eachMatch = (columns: readonly (readonly [expression: string, name: string])[]): string =>
  `SELECT ${columns.map(([expression, name]) => `${expression} AS "${name}"`).join(', ')} FROM "match" WHERE ${ofMatches} GROUP BY "match"`;

export const wastePerHead = '"waste_kg" / "attendance"';
export const energyPerHead = '"energy_wh" / "attendance"';
export const sortedShare = '"sorted_kg" / "waste_kg"';
