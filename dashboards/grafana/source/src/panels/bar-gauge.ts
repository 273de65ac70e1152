import type { BarGaugePanel } from '../grafana/panel.ts';
import { plain } from '../style/thresholds.ts';
import { defaults, frame, type Framed, type Unplaced } from './frame.ts';

/** Lying bars, one per series, or one per column of a table; `far` for a screen that is read from four metres. */
export function barGauge(spec: Framed & { far?: boolean }): Unplaced<BarGaugePanel> {
  return {
    type: 'bargauge',
    ...frame(spec),
    options: {
      displayMode: 'basic',
      orientation: 'horizontal',
      valueMode: 'color',
      namePlacement: 'auto',
      showUnfilled: true,
      sizing: 'auto',
      minVizWidth: 8,
      minVizHeight: 16,
      maxVizHeight: 300,
      legend: { displayMode: 'list', placement: 'bottom', showLegend: false, calcs: [] },
      ...(spec.far ? { text: { titleSize: 20, valueSize: 28 } } : {}),
      reduceOptions: { calcs: ['lastNotNull'], fields: '', values: false },
    },
    fieldConfig: { defaults: defaults(spec, { color: { mode: 'thresholds' }, thresholds: plain }), overrides: spec.overrides ?? [] },
  };
}
