import type * as schema from '@grafana/schema';
import type { TablePanel } from '../grafana/panel.ts';
import { plain } from '../style/thresholds.ts';
import { defaults, frame, type Framed, type Unplaced } from './frame.ts';

/** Rows, sorted by one column. */
export function table(spec: Framed<Partial<schema.TableFieldOptions>> & { sortBy: string; descending?: boolean }): Unplaced<TablePanel> {
  return {
    type: 'table',
    ...frame(spec),
    options: { frameIndex: 0, showHeader: true, cellHeight: 'sm', sortBy: [{ displayName: spec.sortBy, desc: spec.descending ?? false }] },
    fieldConfig: { defaults: defaults(spec, { color: { mode: 'thresholds' }, thresholds: plain }), overrides: spec.overrides ?? [] },
  };
}
