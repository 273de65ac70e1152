import { venue } from '../site/manifest.ts';

/*
 * InfluxQL in the subset that InfluxDB 1.8, 2.x and 3 share. A query keeps to the panel's time ($timeFilter), or counts back from its end (ago).
 */

/** A tag that is one of these values, exactly. */
export function oneOf(tag: string, values: readonly string[]): string {
  return values.length === 1 ? `"${tag}" = '${values[0]}'` : `"${tag}" =~ /^(${values.join('|')})$/`;
}

/** These points of this venue: another site in the same database may have points of the same name. */
export const at = (points: readonly string[]): string => `${here} AND ${oneOf('point', points)}`;

/** This venue. */
export const here = `"site" = '${venue.site}'`;

/** What is chosen at the top of the dashboard: sites, zones in them, points in those. */
export const inSite = '"site" =~ /^${site:regex}$/';
export const inZone = `${inSite} AND "zone" =~ /^\${zone:regex}$/`;
export const isChosen = `${inZone} AND "point" =~ /^\${point:regex}$/`;

/** The venue's days begin at its own midnight. */
export const perDay = "GROUP BY time(1d) fill(none) tz('Europe/Stockholm')";

/** A time counted back from the end of what is shown: `ago('7d 1h', '7d')` is an hour, a week ago. Durations add up. */
export function ago(from: string, to = ''): string {
  const back = (text: string): string => ['${__to}ms', ...text.split(' ').filter((part) => part !== '')].join(' - ');
  return `time > ${back(from)} AND time <= ${back(to)}`;
}

const where = (condition: string | undefined): string => (condition === undefined ? '$timeFilter' : `$timeFilter AND ${condition}`);

/** Sum over points of the newest value: what a group draws now. */
export function lastSummed(measurement: string, field: string, time: string, condition: string): string {
  return `SELECT sum("v") FROM (SELECT last("${field}") AS "v" FROM "${measurement}" WHERE ${time} AND ${condition} GROUP BY "point")`;
}

/** Sum over points of the mean in a time of its own. */
export function meanSummed(measurement: string, field: string, time: string, condition: string): string {
  return `SELECT sum("v") FROM (SELECT mean("${field}") AS "v" FROM "${measurement}" WHERE ${time} AND ${condition} GROUP BY "point")`;
}

/** How far registers rose, summed over points; a fall is a new register and counts nothing. */
export function risen(measurement: string, field: string, condition?: string): string {
  return `SELECT sum("v") FROM (${rise('v', measurement, field, condition)})`;
}

/** The steps of each point's register, to be summed. */
export function rise(name: string, measurement: string, field: string, condition?: string): string {
  return `SELECT non_negative_difference("${field}") AS "${name}" FROM "${measurement}" WHERE ${where(condition)} GROUP BY "point"`;
}

/** A curve per tag value; a cell without samples stays empty. */
export function curve(aggregate: 'mean' | 'min' | 'max' | 'count', measurement: string, field: string, by: string, condition?: string): string {
  return `SELECT ${aggregate}("${field}") FROM "${measurement}" WHERE ${where(condition)} GROUP BY time($__interval), "${by}" fill(none)`;
}

/** One curve of several points together: what each of them had in an interval, added up. */
export function curveSummed(measurement: string, field: string, condition: string, interval = '$__interval', time = '$timeFilter'): string {
  const each = `SELECT mean("${field}") AS "v" FROM "${measurement}" WHERE ${time} AND ${condition} GROUP BY time(${interval}), "point" fill(none)`;
  return `SELECT sum("v") AS "v" FROM (${each}) WHERE ${time} GROUP BY time(${interval}) fill(none)`;
}

/** The newest value of each tag value, under a name. */
export function newest(measurement: string, field: string, name: string, by: string, condition?: string): string {
  return `SELECT last("${field}") AS "${name}" FROM "${measurement}" WHERE ${where(condition)} GROUP BY "${by}"`;
}
