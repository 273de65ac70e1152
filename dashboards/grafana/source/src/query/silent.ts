import { ago, here } from './influxql.ts';

/** What points give at least every few minutes, by which silence is told: exactly one sign for a point, or it would be counted twice. */
const signs: readonly (readonly [measurement: string, field: string])[] = [
  ['energy', 'active_power_w'],
  ['energy', 'thermal_power_w'],
  ['energy', 'water_flow_l_s'],
  ['energy', 'current_a'],
  ['energy', 'dc_voltage_v'],
  ['waste', 'filling_level'],
  ['environment', 'temperature_c'],
  ['people', 'people_count_towards'],
  ['people', 'bicycle_count'],
  ['people', 'vehicle_count'],
];

/**
 * Points that were heard in the last two days but not in the last fifteen minutes. A point's sign counts once for the days and once for the
 * minutes: who has only one is silent. InfluxQL can't ask for what is not there.
 */
export function silentPoints(name: string): string {
  const heard = (measurement: string, field: string, back: string): string =>
    `(SELECT last("${field}") AS "v" FROM "${measurement}" WHERE ${ago(back)} AND ${here} GROUP BY "point", "zone")`;
  const both = signs.flatMap(([measurement, field]) => [heard(measurement, field, '2d'), heard(measurement, field, '15m')]);
  return `SELECT "${name}" FROM (SELECT count("v") AS "${name}" FROM ${both.join(', ')} GROUP BY "point", "zone") WHERE "${name}" = 1 GROUP BY "point", "zone"`;
}
