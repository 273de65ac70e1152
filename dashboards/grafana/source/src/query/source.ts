import type { InfluxTarget, SourceRef } from '../grafana/query.ts';

/** The provisioned data source: provisioning/datasources/influxdb.yaml. */
export const source: SourceRef = { type: 'influxdb', uid: 'arena-influxdb' };

/** A query before it has its letter. */
export type Query = Omit<InfluxTarget, 'refId' | 'datasource' | 'rawQuery'>;

/** A query whose answer is curves or single values; the alias names them. */
export function series(query: string, alias?: string): Query {
  return alias === undefined ? { query, resultFormat: 'time_series' } : { query, resultFormat: 'time_series', alias };
}

/** A query whose answer is a table: time, tags, values. */
export function rows(query: string): Query {
  return { query, resultFormat: 'table' };
}

/** Gives queries their letters A, B, C …. */
export function targets(queries: readonly Query[]): InfluxTarget[] {
  return queries.map((query, index) => ({ refId: String.fromCharCode(65 + index), datasource: source, rawQuery: true, ...query }));
}
