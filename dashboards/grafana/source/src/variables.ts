import type { FixedVariable, QueryVariable } from './grafana/dashboard.ts';
import { here, inSite, inZone } from './query/influxql.ts';
import { source } from './query/source.ts';

const All = '.*';

interface Listed {
  name: string;
  label: string;
  description: string;
  query: string;
}

/** A variable whose values the database lists; several may be chosen, or all. */
export function listed({ query, ...named }: Listed): QueryVariable {
  return {
    type: 'query',
    ...named,
    datasource: source,
    query: { query, refId: 'InfluxVariableQueryEditor-VariableQuery' },
    definition: query,
    refresh: 1,
    sort: 1,
    multi: true,
    includeAll: true,
    allValue: All,
    current: { text: ['All'], value: ['$__all'] },
  };
}

/** The same, but exactly one is chosen: at first the first, in this order. */
export function oneListed(variable: Listed, sort: 1 | 2 = 1): QueryVariable {
  const { includeAll: _, allValue: __, current: ___, ...rest } = listed(variable);
  return { ...rest, multi: false, sort };
}

/** A choice of several that stands in the dashboard. */
export function choices(name: string, label: string, description: string, values: readonly string[], chosen: string): FixedVariable {
  return {
    type: 'custom',
    name,
    label,
    description,
    query: values.join(', '),
    current: { text: [chosen], value: [chosen] },
    options: values.map((value) => ({ text: value, value, selected: value === chosen })),
    multi: true,
    includeAll: false,
  };
}

/** A choice that stands in the dashboard: names and their values. */
export function choice(name: string, label: string, description: string, options: readonly (readonly [text: string, value: string])[], chosen = 0): FixedVariable {
  const [text, value] = options[chosen]!;
  return {
    type: 'custom',
    name,
    label,
    description,
    query: options.map(([shown, held]) => `${shown} : ${held}`).join(', '),
    current: { text, value },
    options: options.map(([shown, held], index) => ({ text: shown, value: held, selected: index === chosen })),
    multi: false,
    includeAll: false,
  };
}

/** Site, zones of the sites chosen, points of the zones chosen: each list follows the one before it. */
export const site = listed({ name: 'site', label: 'Anläggning', description: 'Anläggning som mäter.', query: 'SHOW TAG VALUES WITH KEY = "site"' });

export const zone = listed({ name: 'zone', label: 'Zon', description: 'Del av anläggningen.', query: `SHOW TAG VALUES WITH KEY = "zone" WHERE ${inSite}` });

/** Points of a measurement in the chosen zones. */
export const pointOf = (measurement: string, label: string, description: string): QueryVariable =>
  listed({ name: 'point', label, description, query: `SHOW TAG VALUES FROM "${measurement}" WITH KEY = "point" WHERE ${inZone}` });

/** The newest match that has figures comes first. */
export const match = oneListed(
  { name: 'match', label: 'Match', description: 'Matchen som visas; den senaste står först.', query: `SHOW TAG VALUES FROM "match" WITH KEY = "match" WHERE ${here}` },
  2,
);
