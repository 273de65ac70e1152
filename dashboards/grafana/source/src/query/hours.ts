import { mains, solar } from '../site/groups.ts';
import { at, perDay } from './influxql.ts';

/*
 * Whole hours, from the hourly rollups of registers. The step from one hour's last reading to the next is what flowed between them. Divided by the hours
 * that passed (the derivative) it stays the hour's power also after a silence; a difference would put the whole silence into one hour and make it a peak.
 */

const from = (select: string, name: string, condition: string): string =>
  `SELECT ${select} AS "${name}" FROM "energy_1h" WHERE $timeFilter AND ${condition} GROUP BY "point"`;

/** Mean power of each hour and point, W. */
export const power = (name: string, field: string, points: readonly string[]): string => from(`non_negative_derivative("${field}_last", 1h)`, name, at(points));

/** What each point's register rose from hour to hour. */
export const energy = (name: string, field: string, condition: string): string => from(`non_negative_difference("${field}_last")`, name, condition);

const bought = power('bought', 'active_energy_import_wh', mains.electricity);
const sold = power('sold', 'active_energy_export_wh', mains.electricity);
const made = power('made', 'active_energy_export_wh', solar);

/** Hour by hour: power from the grid, all incoming meters together, W. */
export const boughtPerHour = `SELECT sum("bought") AS "w" FROM (${bought}) WHERE $timeFilter GROUP BY time(1h) fill(none)`;

/** Hour by hour: power that the venue used, from the grid and from its own roof, W. */
export const usedPerHour = `SELECT sum("bought") + sum("made") - sum("sold") AS "w" FROM (${bought}), (${made}), (${sold}) WHERE $timeFilter GROUP BY time(1h) fill(none)`;

/** Energy per day of the venue over some points, Wh or l. */
export const energyPerDay = (field: string, condition: string): string => `SELECT sum("v") FROM (${energy('v', field, condition)}) WHERE $timeFilter ${perDay}`;
