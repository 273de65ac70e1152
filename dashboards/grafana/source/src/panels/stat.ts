import type { StatPanel } from '../grafana/panel.ts';
import { plain } from '../style/thresholds.ts';
import { defaults, frame, type Framed, type Unplaced } from './frame.ts';

/** One or a few large figures. */
export function stat(spec: Framed & { names?: boolean; background?: boolean; curve?: boolean }): Unplaced<StatPanel> {
  return {
    type: 'stat',
    ...frame(spec),
    options: {
      colorMode: spec.background ? 'background' : 'value',
      graphMode: spec.curve ? 'area' : 'none',
      justifyMode: 'auto',
      orientation: 'auto',
      percentChangeColorMode: 'standard',
      showPercentChange: false,
      textMode: spec.names ? 'value_and_name' : 'value',
      wideLayout: true,
      reduceOptions: { calcs: ['lastNotNull'], fields: '', values: false },
    },
    fieldConfig: { defaults: defaults(spec, { color: { mode: 'thresholds' }, thresholds: plain }), overrides: spec.overrides ?? [] },
  };
}
