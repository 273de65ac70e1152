import type { Annotation, Dashboard, Link, Variable } from './grafana/dashboard.ts';
import { layOut, type Section } from './panels/layout.ts';

/** What a dashboard's own file says; the rest is the same for all. */
export interface DashboardSpec {
  /** The file's name, and after `arena-` the address. */
  name: string;
  title: string;
  description: string;
  time: { from: string; to: string };
  refresh: string;
  variables?: Variable[];
  annotations?: Annotation[];
  links?: Link[];
  sections: Section[];
}

/** The whole of a dashboard: on the venue's clock, not to be changed in the browser. */
export function dashboard(spec: DashboardSpec): Dashboard {
  return {
    uid: `arena-${spec.name}`,
    title: spec.title,
    description: spec.description,
    tags: ['arena'],
    schemaVersion: 41,
    version: 1,
    editable: false,
    graphTooltip: 1,
    timezone: 'Europe/Stockholm',
    weekStart: 'monday',
    refresh: spec.refresh,
    time: spec.time,
    timepicker: { refresh_intervals: ['10s', '30s', '1m', '5m', '15m', '1h'] },
    annotations: { list: spec.annotations ?? [] },
    links: spec.links ?? [],
    templating: { list: spec.variables ?? [] },
    panels: layOut(spec.sections),
  };
}
