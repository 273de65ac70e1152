import { ago, here } from './influxql.ts';

/** What every point gives at least every few minutes, by which its silence is told. */
const signs: readonly (readonly [measurement: string, field: string])[] = [
  ['energy', 'active_power_w'],
  ['energy', 'active_energy_export_wh'],
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
 * Points that were heard in the last two days but not in the last fifteen minutes. Each sign of life counts once for the days and once for the minutes:
 * who has fewer than two for a sign is silent. InfluxQL can't ask for what is not there.
 */
export function silentPoints(name: string): string {
  const heard = (measurement: string, field: string, back: string): string =>
    `(SELECT last("${field}") AS "v" FROM "${measurement}" WHERE ${ago(back)} AND ${here} GROUP BY "point", "zone")`;
  const both = signs.flatMap(([measurement, field]) => [heard(measurement, field, '2d'), heard(measurement, field, '15m')]);
  return `SELECT "${name}" FROM (SELECT count("v") AS "${name}" FROM ${both.join(', ')} GROUP BY "point", "zone") WHERE "${name}" = 1 GROUP BY "point", "zone"`;
}
