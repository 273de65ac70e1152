import type { StateTimelinePanel } from '../grafana/panel.ts';
import { plain } from '../style/thresholds.ts';
import { defaults, frame, type Framed, type Unplaced } from './frame.ts';

/** One band per series, coloured by its state; a gap is a gap. */
export function stateTimeline(spec: Framed & { breakAfterMs: number }): Unplaced<StateTimelinePanel> {
  return {
    type: 'state-timeline',
    ...frame(spec),
    options: {
      mergeValues: true,
      showValue: 'never',
      alignValue: 'left',
      rowHeight: 0.8,
      legend: { displayMode: 'list', placement: 'bottom', showLegend: false, calcs: [] },
      tooltip: { mode: 'single', sort: 'none' },
    },
    fieldConfig: {
      defaults: { ...defaults(spec, { color: { mode: 'thresholds' }, thresholds: plain }), custom: { fillOpacity: 80, lineWidth: 0, insertNulls: spec.breakAfterMs, spanNulls: false } },
      overrides: spec.overrides ?? [],
    },
  };
}
