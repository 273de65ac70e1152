import type { CommonOverride, FieldProperty, Mapping } from '../grafana/field.ts';
import { fractions } from '../site/fractions.ts';
import { uses } from '../site/groups.ts';
import { calendar } from '../site/calendar.ts';
import { venue, type Point } from '../site/manifest.ts';
import * as colours from '../style/colours.ts';
import type { Unit } from '../style/units.ts';

/** Properties of one series or column, by its name. */
export const named = (name: string, ...properties: FieldProperty[]): CommonOverride => ({ matcher: { id: 'byName', options: name }, properties });

/** A fixed colour. */
export const colour = (fixedColor: string): FieldProperty => ({ id: 'color', value: { mode: 'fixed', fixedColor } });

/** One series in a colour of its own. */
export const coloured = (series: string, fixedColor: string): CommonOverride => named(series, colour(fixedColor));

/** A column with a unit of its own. */
export const measuredIn = (column: string, { unit, decimals }: Unit, ...more: FieldProperty[]): CommonOverride =>
  named(column, { id: 'unit', value: unit }, { id: 'decimals', value: decimals }, ...more);

/** The time column, under a name. */
export const timed = (title: string, unit: 'dateTimeFromNow' | 'dateTimeAsLocal'): CommonOverride => named('Time', { id: 'displayName', value: title }, { id: 'unit', value: unit });

/** Series named by fraction: the name for staff and the fraction's own colour. */
export const byFraction: CommonOverride[] = fractions.map(({ name, title }) => named(name, { id: 'displayName', value: title }, colour(colours.fraction[name]!)));

/** Series named by use of electricity, in the use's own colour. */
export const byUse: CommonOverride[] = uses.map(({ group, title }) => coloured(title, colours.use[group]!));

const texts = (pairs: Iterable<readonly [value: string, text: string]>): FieldProperty => {
  const options = Object.fromEntries([...pairs].map(([value, text], index) => [value, { text, index }]));
  return { id: 'mappings', value: [{ type: 'value', options } satisfies Mapping] };
};

/** A column of points' names as the manifest titles them; the name itself stays, for links. */
export const pointColumn = (title: string, which: (name: string) => boolean, ...more: FieldProperty[]): CommonOverride =>
  named('point', { id: 'displayName', value: title }, texts(venue.points.filter((point) => which(point.name)).map((point) => [point.name, point.title.sv])), ...more);

/** The same for nodes and for zones. */
export const nodeColumn = (title: string, ...more: FieldProperty[]): CommonOverride =>
  named('point', { id: 'displayName', value: title }, texts([...venue.nodes].map(([name, node]) => [name, node.sv])), ...more);

/** The same for matches of the calendar: opponent and day. One that was made up since is shown by its name. */
export const matchColumn = (title: string, ...more: FieldProperty[]): CommonOverride =>
  named('match', { id: 'displayName', value: title }, texts(calendar.map((match) => [match.name, `${match.opponent} ${match.kickOff.slice(0, 10)}`])), ...more);

/** Series named by point: the manifest's titles instead. Their tag stays the name, for links. */
export const byPoint = (which: (point: Point) => boolean): CommonOverride[] =>
  venue.points.filter(which).map((point) => named(point.name, { id: 'displayName', value: point.title.sv }));

/** Series named by node. */
export const byNode: CommonOverride[] = [...venue.nodes].map(([name, title]) => named(name, { id: 'displayName', value: title.sv }));

export const zoneColumn = (title: string): CommonOverride => named('zone', { id: 'displayName', value: title }, texts([...venue.zones].map(([name, zone]) => [name, zone.sv])));
