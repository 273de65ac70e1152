import type { StatPanel } from '../grafana/panel.ts';
import { plain } from '../style/thresholds.ts';
import { defaults, frame, type Framed, type Unplaced } from './frame.ts';

/** One or a few large figures; `far` for a screen that is read from four metres. */
export function stat(spec: Framed & { names?: boolean; far?: boolean }): Unplaced<StatPanel> {
  return {
    type: 'stat',
    ...frame(spec),
    options: {
      colorMode: 'value',
      graphMode: 'none',
      justifyMode: 'auto',
      orientation: 'auto',
      percentChangeColorMode: 'standard',
      showPercentChange: false,
      textMode: spec.names ? 'value_and_name' : 'value',
      wideLayout: true,
      ...(spec.far ? { text: { titleSize: 24, ...(spec.names ? {} : { valueSize: 56 }) } } : {}),
      reduceOptions: { calcs: ['lastNotNull'], fields: '', values: false },
    },
    fieldConfig: { defaults: defaults(spec, { color: { mode: 'thresholds' }, thresholds: plain }), overrides: spec.overrides ?? [] },
  };
}
