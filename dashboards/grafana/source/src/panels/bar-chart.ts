import type { BarChartPanel } from '../grafana/panel.ts';
import { plain } from '../style/thresholds.ts';
import { defaults, frame, type Framed, type Unplaced } from './frame.ts';

/** A bar per row of a table, named by one column. Grafana looks that column up by its display name: an override must not change it. */
export function barChart(spec: Framed & { x: string }): Unplaced<BarChartPanel> {
  return {
    type: 'barchart',
    ...frame(spec),
    options: {
      xField: spec.x,
      orientation: 'horizontal',
      barWidth: 0.7,
      groupWidth: 0.7,
      barRadius: 0.1,
      fullHighlight: false,
      showValue: 'always',
      stacking: 'none',
      xTickLabelMaxLength: 24,
      xTickLabelRotation: 0,
      legend: { displayMode: 'list', placement: 'bottom', showLegend: false, calcs: [] },
      tooltip: { mode: 'single', sort: 'none' },
    },
    fieldConfig: { defaults: { ...defaults(spec, { color: { mode: 'thresholds' }, thresholds: plain, min: 0 }), custom: { fillOpacity: 80, lineWidth: 0 } }, overrides: spec.overrides ?? [] },
  };
}
