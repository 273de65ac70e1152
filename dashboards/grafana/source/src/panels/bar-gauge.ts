import type { BarGaugePanel } from '../grafana/panel.ts';
import { plain } from '../style/thresholds.ts';
import { defaults, frame, type Framed, type Unplaced } from './frame.ts';

/** Lying bars, one per query, or one per row of a table with `rows`. */
export function barGauge(spec: Framed & { rows?: number; display?: 'basic' | 'gradient' }): Unplaced<BarGaugePanel> {
  return {
    type: 'bargauge',
    ...frame(spec),
    options: {
      displayMode: spec.display ?? 'basic',
      orientation: 'horizontal',
      valueMode: 'color',
      namePlacement: 'auto',
      showUnfilled: true,
      sizing: spec.rows ? 'manual' : 'auto',
      minVizWidth: 8,
      minVizHeight: 16,
      maxVizHeight: spec.rows ? 24 : 300,
      legend: { displayMode: 'list', placement: 'bottom', showLegend: false, calcs: [] },
      reduceOptions: spec.rows ? { calcs: [], fields: '', values: true, limit: spec.rows } : { calcs: ['lastNotNull'], fields: '', values: false },
    },
    fieldConfig: { defaults: defaults(spec, { color: { mode: 'thresholds' }, thresholds: plain }), overrides: spec.overrides ?? [] },
  };
}
