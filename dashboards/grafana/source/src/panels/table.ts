import type * as schema from '@grafana/schema';
import type { Override } from '../grafana/field.ts';
import type { TablePanel } from '../grafana/panel.ts';
import { plain } from '../style/thresholds.ts';
import { defaults, frame, type Framed, type Unplaced } from './frame.ts';

type Custom = Partial<schema.TableFieldOptions>;

/** A column that the query needs and the reader doesn't. */
export const hidden = (column: string): Override<Custom> => ({
  matcher: { id: 'byName', options: column },
  properties: [{ id: 'custom.hideFrom', value: { viz: true, legend: true, tooltip: true } }],
});

/** Rows, sorted by one column; `far` for a screen that is read from four metres. */
export function table(spec: Framed<Custom> & { sortBy: string; descending?: boolean; far?: boolean }): Unplaced<TablePanel> {
  return {
    type: 'table',
    ...frame(spec),
    options: { frameIndex: 0, showHeader: true, cellHeight: spec.far ? 'lg' : 'sm', sortBy: [{ displayName: spec.sortBy, desc: spec.descending ?? false }] },
    fieldConfig: { defaults: defaults(spec, { color: { mode: 'thresholds' }, thresholds: plain }), overrides: spec.overrides ?? [] },
  };
}
