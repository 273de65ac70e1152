import type { Link } from './grafana/dashboard.ts';
import type { DataLink } from './grafana/field.ts';

/** A menu of all dashboards that keeps the time and what is chosen. */
export const others: Link = {
  type: 'dashboards',
  title: 'Arena',
  icon: 'external link',
  tooltip: 'Övriga översikter, med samma tid och samma val',
  tags: ['arena'],
  asDropdown: true,
  includeVars: true,
  keepTime: true,
  targetBlank: false,
};

/** From a value to another dashboard: the same time, the variables named, and what was clicked. */
export const to = (dashboard: string, title: string, kept: readonly string[], ...more: string[]): DataLink => ({
  title,
  url: [`/d/arena-${dashboard}?\${__url_time_range}`, ...kept.map((variable) => `\${${variable}:queryparam}`), ...more].join('&'),
});

/** What was clicked as a variable of the other dashboard: the cell itself, as it is stored, not as it is titled. */
export const clicked = (variable: string): string => `var-${variable}=\${__value.raw}`;

/** The same for a curve or a bar: a tag of its series. */
export const clickedSeries = (variable: string, tag: string): string => `var-${variable}=\${__field.labels.${tag}}`;
