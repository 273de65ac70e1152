/** Which data source is asked. Arena's is provisioned as `arena-influxdb`. */
export interface SourceRef {
  type: 'influxdb';
  uid: string;
}

/** A raw InfluxQL query, as Grafana's InfluxDB data source keeps it (grafana, public/app/plugins/datasource/influxdb/types.ts: InfluxQuery). */
export interface InfluxTarget {
  refId: string;
  datasource: SourceRef;
  query: string;
  rawQuery: true;
  resultFormat: 'time_series' | 'table';
  /** Name of a series: `$tag_point`, `$col`, `$m` and plain text. Only for time series. */
  alias?: string;
  hide?: boolean;
}

/** The query of an annotation: which columns are its text, its title and its tags. */
export interface InfluxAnnotationTarget {
  refId: string;
  query: string;
  rawQuery: true;
  fromAnnotations: true;
  name: string;
  textColumn?: string;
  titleColumn?: string;
  tagsColumn?: string;
  timeEndColumn?: string;
}

/** The query behind a variable. */
export interface InfluxVariableQuery {
  query: string;
  refId: string;
}
