/*
 * InfluxQL in the subset that InfluxDB 1.8, 2.x and 3 share. Every query keeps to the panel's time: `$timeFilter`.
 */

/** A tag that is one of these values, exactly. */
export function oneOf(tag: string, values: readonly string[]): string {
  return values.length === 1 ? `"${tag}" = '${values[0]}'` : `"${tag}" =~ /^(${values.join('|')})$/`;
}

/** The zones and points chosen at the top of the dashboard. */
export const inZone = `"zone" =~ /^\${zone:regex}$/`;
export const isChosen = `${inZone} AND "point" =~ /^\${point:regex}$/`;

const where = (condition: string | undefined): string => (condition === undefined ? '$timeFilter' : `$timeFilter AND ${condition}`);

/** Sum over points of the newest value: what a group draws now. */
export function lastSummed(measurement: string, field: string, condition?: string): string {
  return `SELECT sum("v") FROM (SELECT last("${field}") AS "v" FROM "${measurement}" WHERE ${where(condition)} GROUP BY "point")`;
}

/** The largest of the points' newest values. */
export function lastLargest(measurement: string, field: string, condition?: string): string {
  return `SELECT max("v") FROM (SELECT last("${field}") AS "v" FROM "${measurement}" WHERE ${where(condition)} GROUP BY "point")`;
}

/** How far registers rose, summed over points; a fall is a new register and counts nothing. */
export function risen(measurement: string, field: string, condition?: string): string {
  return `SELECT sum("v") FROM (${rise(measurement, field, condition)})`;
}

/** The same, hour by hour. */
export function risenPerHour(measurement: string, field: string, condition?: string): string {
  return `SELECT sum("v") FROM (${rise(measurement, field, condition)}) WHERE $timeFilter GROUP BY time(1h) fill(none)`;
}

function rise(measurement: string, field: string, condition?: string): string {
  return `SELECT non_negative_difference("${field}") AS "v" FROM "${measurement}" WHERE ${where(condition)} GROUP BY "point"`;
}

/** A curve per tag value; a cell without samples stays empty. */
export function curve(aggregate: 'mean' | 'min' | 'max' | 'count', measurement: string, field: string, by: string, condition?: string): string {
  return `SELECT ${aggregate}("${field}") FROM "${measurement}" WHERE ${where(condition)} GROUP BY time($__interval), "${by}" fill(none)`;
}

/** The newest value of each tag value, under a name. */
export function newest(measurement: string, field: string, name: string, by: string, condition?: string): string {
  return `SELECT last("${field}") AS "${name}" FROM "${measurement}" WHERE ${where(condition)} GROUP BY "${by}"`;
}
