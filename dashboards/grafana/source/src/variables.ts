import type { QueryVariable } from './grafana/dashboard.ts';
import { source } from './query/source.ts';

const All = '.*';

/** A variable whose values the database lists; several may be chosen, or all. */
export function listed(name: string, label: string, description: string, query: string): QueryVariable {
  return {
    type: 'query',
    name,
    label,
    description,
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

/** The part of the venue. */
export const zone = listed('zone', 'Zon', 'Del av arenan. Gäller inte raden om hela arenan.', 'SHOW TAG VALUES WITH KEY = "zone"');

/** Points of a measurement in the chosen zones. */
export const pointOf = (measurement: string, label: string, description: string): QueryVariable =>
  listed('point', label, description, `SHOW TAG VALUES FROM "${measurement}" WITH KEY = "point" WHERE "zone" =~ /^\${zone:regex}$/`);
