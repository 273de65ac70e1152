/** Options of the list of alarms; not in @grafana/schema (grafana, public/app/plugins/panel/alertlist/types.ts: UnifiedAlertListOptions). */
export interface AlertListOptions {
  viewMode: 'list' | 'stat';
  groupMode: 'default' | 'custom';
  groupBy: string[];
  maxItems: number;
  /** 1 alphabetical, 2 reversed, 3 by importance, 4 oldest first, 5 newest first. */
  sortOrder: 1 | 2 | 3 | 4 | 5;
  dashboardAlerts: boolean;
  alertName: string;
  alertInstanceLabelFilter: string;
  showInstances?: boolean;
  datasource?: string;
  folder?: { uid: string; title: string };
  stateFilter: { firing: boolean; pending: boolean; recovering?: boolean; noData: boolean; normal: boolean; error: boolean };
}
