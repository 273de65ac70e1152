import type * as schema from '@grafana/schema';
import type * as barChart from '@grafana/schema/dist/esm/raw/composable/barchart/panelcfg/x/BarChartPanelCfg_types.gen';
import type * as barGauge from '@grafana/schema/dist/esm/raw/composable/bargauge/panelcfg/x/BarGaugePanelCfg_types.gen';
import type * as stat from '@grafana/schema/dist/esm/raw/composable/stat/panelcfg/x/StatPanelCfg_types.gen';
import type * as stateTimeline from '@grafana/schema/dist/esm/raw/composable/statetimeline/panelcfg/x/StateTimelinePanelCfg_types.gen';
import type * as table from '@grafana/schema/dist/esm/raw/composable/table/panelcfg/x/TablePanelCfg_types.gen';
import type * as text from '@grafana/schema/dist/esm/raw/composable/text/panelcfg/x/TextPanelCfg_types.gen';
import type * as timeSeries from '@grafana/schema/dist/esm/raw/composable/timeseries/panelcfg/x/TimeSeriesPanelCfg_types.gen';
import type { AlertListOptions } from './alert-list.ts';
import type { DataLink, FieldConfig } from './field.ts';
import type { Plain } from './plain.ts';
import type { InfluxTarget, SourceRef } from './query.ts';

type Frame = Plain<Omit<schema.Panel, 'type' | 'options' | 'fieldConfig' | 'targets' | 'datasource' | 'links' | 'id' | 'gridPos' | 'title' | 'description'>>;

/** One kind of panel: what every panel has, with the options and field settings of its kind. */
interface Of<Type extends string, Options, Custom = Record<never, never>> extends Frame {
  id: number;
  type: Type;
  title: string;
  description: string;
  gridPos: Plain<schema.GridPos>;
  options: Plain<Options>;
  fieldConfig: FieldConfig<Custom>;
  datasource?: SourceRef;
  targets?: InfluxTarget[];
  links?: DataLink[];
}

export type StatPanel = Of<'stat', stat.Options>;
export type TimeSeriesPanel = Of<'timeseries', timeSeries.Options, timeSeries.FieldConfig>;
export type TablePanel = Of<'table', table.Options, Partial<table.FieldConfig>>;
export type BarGaugePanel = Of<'bargauge', barGauge.Options>;
export type BarChartPanel = Of<'barchart', barChart.Options, barChart.FieldConfig>;
/** The schema leaves out that this panel breaks its bands where a curve would break (grafana, public/app/plugins/panel/state-timeline/module.tsx). */
type Breaks = Pick<schema.GraphFieldConfig, 'insertNulls' | 'spanNulls'>;
export type StateTimelinePanel = Of<'state-timeline', stateTimeline.Options, stateTimeline.FieldConfig & Breaks>;
export type TextPanel = Of<'text', text.Options>;
export type AlertListPanel = Of<'alertlist', AlertListOptions>;

/** Every kind of panel that Arena uses, told apart by `type`. */
export type Panel = StatPanel | TimeSeriesPanel | TablePanel | BarGaugePanel | BarChartPanel | StateTimelinePanel | TextPanel | AlertListPanel;

/** A heading; when collapsed it holds its panels, which ask nothing until it is opened. */
export interface RowPanel {
  id: number;
  type: 'row';
  title: string;
  collapsed: boolean;
  gridPos: Plain<schema.GridPos>;
  panels: Panel[];
}
