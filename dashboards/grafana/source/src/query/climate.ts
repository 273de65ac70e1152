import { oneOf } from './influxql.ts';
import { curve, kgPerWh } from '../site/climate.ts';
import { mains } from '../site/groups.ts';

/*
 * CO2e is what registers rose from hour to hour (the hourly rollups) times a factor. The screen for everyone can't fill in variables, so these queries have none; a year's
 * figure stands in a query of its own, which has an answer only in that year.
 */

const fixed = (value: number): string => String(Number(value.toPrecision(12)));

const rise = (points: readonly string[], further = ''): string =>
  `SELECT non_negative_difference("active_energy_import_wh_last") AS "v" FROM "energy_1h" WHERE $timeFilter AND ${oneOf('point', points)}${further} GROUP BY "point"`;

/** kg CO2e of what some meters counted. */
export const emitted = (points: readonly string[]): string => `SELECT sum("v") * ${fixed(kgPerWh)} FROM (${rise(points)})`;

/** The same of the last day, in a measure of its own: `perKg` of it is a kilo of CO2e. */
export const lastDay = (perKg = 1): string => `SELECT sum("v") * ${fixed(kgPerWh / perKg)} FROM (${rise(mains.electricity, ' AND time > now() - 1d')})`;

/** kg CO2e of each day of the venue. */
export const perDay = `SELECT sum("v") * ${fixed(kgPerWh)} FROM (${rise(mains.electricity)}) WHERE $timeFilter GROUP BY time(1d) fill(none) tz('Europe/Stockholm')`;

/** Years of the curve that there are queries for. */
export const years: readonly number[] = Array.from({ length: 2040 - curve.base_year }, (_, index) => curve.base_year + index);

/** The venue's year begins at its midnight, an hour before that of UTC. */
const within = (year: number): string => `time >= '${year - 1}-12-31T23:00:00Z' AND time < '${year}-12-31T23:00:00Z'`;

/** What remains of a year's allowance, kg. */
export const remaining = (year: number, allowedKg: number): string =>
  `SELECT ${fixed(allowedKg)} - sum("v") * ${fixed(kgPerWh)} FROM (${rise(mains.electricity, ` AND ${within(year)}`)})`;

/** A year's allowance for each day, drawn on days that were measured. */
export const allowedPerDay = (year: number, allowedKg: number): string =>
  `SELECT mean("active_energy_import_wh_last") * 0 + ${fixed(allowedKg / (year % 4 === 0 ? 366 : 365))} FROM "energy_1h" WHERE $timeFilter AND ${oneOf('point', mains.electricity)} AND ${within(year)} GROUP BY time(1d) fill(none) tz('Europe/Stockholm')`;

/** kg CO2e that sorting a fraction saved elsewhere. */
export const saved = (fraction: string, kgPerKg: number): string => `SELECT sum("added_kg") * ${fixed(kgPerKg)} FROM "waste" WHERE $timeFilter AND "fraction" = '${fraction}'`;

/** What was measured and is not counted, Wh. */
export const notCounted = `SELECT sum("v") FROM (SELECT non_negative_difference("thermal_energy_wh_last") AS "v" FROM "energy_1h" WHERE $timeFilter AND ${oneOf('point', mains.heat)} GROUP BY "point")`;
