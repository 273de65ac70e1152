import type * as schema from '@grafana/schema';
import type { Panel, RowPanel } from './panel.ts';
import type { Plain } from './plain.ts';
import type { InfluxAnnotationTarget, InfluxVariableQuery, SourceRef } from './query.ts';

type VariableFrame = Plain<Omit<schema.VariableModel, 'type' | 'query' | 'datasource'>>;

/** A variable whose values the database lists. */
export interface QueryVariable extends VariableFrame {
  type: 'query';
  datasource: SourceRef;
  query: InfluxVariableQuery;
  definition: string;
}

/** A variable whose values stand in the dashboard: `text : value, …`. */
export interface FixedVariable extends VariableFrame {
  type: 'custom' | 'textbox' | 'constant';
  query: string;
}

export type Variable = QueryVariable | FixedVariable;

/** Marks on the time axis. */
export interface Annotation extends Plain<Omit<schema.AnnotationQuery, 'datasource' | 'target' | 'snapshotData'>> {
  datasource: SourceRef;
  target: InfluxAnnotationTarget;
}

export type Link = Plain<schema.DashboardLink>;

/** A dashboard as Grafana reads it from a file. Schema: @grafana/schema, Dashboard. */
export interface Dashboard extends Plain<Omit<schema.Dashboard, 'panels' | 'templating' | 'annotations' | 'links' | 'uid' | 'title'>> {
  uid: string;
  title: string;
  links: Link[];
  annotations: { list: Annotation[] };
  templating: { list: Variable[] };
  panels: (Panel | RowPanel)[];
}
