import type * as schema from '@grafana/schema';
import type { TimeSeriesPanel } from '../grafana/panel.ts';
import type { Plain } from '../grafana/plain.ts';
import { plain } from '../style/thresholds.ts';
import { defaults, frame, type Framed, type Unplaced } from './frame.ts';

type Custom = schema.GraphFieldConfig;

interface TimeSeriesSpec extends Framed<Custom> {
  /** Curves break after a silence this long; bars stand alone. */
  draw?: { as: 'line'; breakAfterMs: number } | { as: 'bars'; stacked?: boolean };
  legend?: 'hidden' | 'list' | 'table';
  legendCalcs?: string[];
  custom?: Plain<Custom>;
}

/** Curves or bars over time. */
export function timeSeries(spec: TimeSeriesSpec): Unplaced<TimeSeriesPanel> {
  const draw = spec.draw ?? { as: 'line', breakAfterMs: 300_000 };
  const shape: Plain<Custom> =
    draw.as === 'line'
      ? { drawStyle: 'line', lineWidth: 1, fillOpacity: 8, insertNulls: draw.breakAfterMs }
      : { drawStyle: 'bars', lineWidth: 1, fillOpacity: 60, insertNulls: false, barAlignment: 1, ...(draw.stacked ? { stacking: { mode: 'normal', group: 'A' } } : {}) };
  const legend = spec.legend ?? 'list';
  return {
    type: 'timeseries',
    ...frame(spec),
    options: {
      legend: { displayMode: legend, placement: legend === 'table' ? 'right' : 'bottom', showLegend: legend !== 'hidden', calcs: spec.legendCalcs ?? [] },
      tooltip: { mode: 'multi', sort: 'desc' },
    },
    fieldConfig: {
      defaults: defaults(spec, { color: { mode: 'palette-classic' }, thresholds: plain, custom: { ...shape, showPoints: 'never', spanNulls: false, ...spec.custom } }),
      overrides: spec.overrides ?? [],
    },
  };
}
