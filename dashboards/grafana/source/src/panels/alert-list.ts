import type { AlertListPanel } from '../grafana/panel.ts';
import type { Unplaced } from './frame.ts';

/** Alarms that stand now, the newest first. */
export function alertList(spec: { title: string; description: string }): Unplaced<AlertListPanel> {
  return {
    type: 'alertlist',
    ...spec,
    options: {
      viewMode: 'list',
      groupMode: 'default',
      groupBy: [],
      maxItems: 12,
      sortOrder: 5,
      dashboardAlerts: false,
      alertName: '',
      alertInstanceLabelFilter: '',
      showInstances: true,
      stateFilter: { firing: true, pending: false, recovering: true, noData: true, normal: false, error: true },
    },
    fieldConfig: { defaults: {}, overrides: [] },
  };
}
