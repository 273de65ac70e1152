/*
 * What files under provisioning/alerting may say, as far as Arena uses it. Source: Grafana's documentation, "Use configuration files to provision alerting
 * resources", and grafana, pkg/services/provisioning/alerting (AlertRuleV1, ContactPointV1, NotificiationPolicyV1, MuteTimeV1, TemplateV1).
 */

/** A file: any of these lists. */
export interface AlertingFile {
  apiVersion: 1;
  groups?: RuleGroup[];
  deleteRules?: { orgId: number; uid: string }[];
  contactPoints?: ContactPoint[];
  policies?: Policy[];
  muteTimes?: MuteTime[];
  templates?: { orgId: number; name: string; template: string }[];
}

export interface RuleGroup {
  orgId: number;
  name: string;
  folder: string;
  /** How often its rules are evaluated: `1m`. */
  interval: string;
  rules: Rule[];
}

export interface Rule {
  uid: string;
  title: string;
  /** Letter of the threshold. */
  condition: string;
  data: Node[];
  dashboardUid?: string;
  panelId?: number;
  noDataState: 'NoData' | 'Alerting' | 'OK' | 'KeepLast';
  execErrState: 'Error' | 'Alerting' | 'OK' | 'KeepLast';
  /** How long the condition holds before it is an alarm. */
  for: string;
  /** How long an alarm stands after its condition ended. */
  keepFiringFor?: string;
  /** Evaluations without the series before its alarm is taken back; Grafana's default is 2. */
  missing_series_evals_to_resolve?: number;
  annotations: Record<string, string>;
  labels: Record<string, string>;
  isPaused: boolean;
}

/** A query or an expression, by its letter. */
export type Node = QueryNode | ExpressionNode;

export interface QueryNode {
  refId: string;
  relativeTimeRange: { from: number; to: number };
  datasourceUid: 'arena-influxdb';
  model: {
    refId: string;
    query: string;
    rawQuery: true;
    resultFormat: 'time_series';
    intervalMs: number;
    maxDataPoints: number;
  };
}

export interface ExpressionNode {
  refId: string;
  relativeTimeRange: { from: 0; to: 0 };
  datasourceUid: '__expr__';
  model: Reduce | Math | Threshold;
}

/** A series becomes a number. */
export interface Reduce {
  refId: string;
  type: 'reduce';
  /** Letter of the query. */
  expression: string;
  reducer: 'last';
  settings: { mode: 'dropNN' };
}

export interface Math {
  refId: string;
  type: 'math';
  /** `$A`, numbers, `+ - * /`, comparisons (0 or 1), `&& ||`. */
  expression: string;
}

export interface Threshold {
  refId: string;
  type: 'threshold';
  /** Letter of the number. */
  expression: string;
  conditions: [{ evaluator: Evaluator; unloadEvaluator: Evaluator }];
}

export interface Evaluator {
  type: 'gt' | 'lt';
  params: [number];
}

export interface ContactPoint {
  orgId: number;
  name: string;
  receivers: (EmailReceiver | WebhookReceiver)[];
}

export interface EmailReceiver {
  uid: string;
  type: 'email';
  settings: { addresses: string; singleEmail?: boolean; subject?: string; message?: string };
  disableResolveMessage?: boolean;
}

export interface WebhookReceiver {
  uid: string;
  type: 'webhook';
  settings: { url: string; httpMethod?: 'POST' | 'PUT'; authorization_scheme?: string; authorization_credentials?: string; maxAlerts?: string; title?: string; message?: string };
  disableResolveMessage?: boolean;
}

/** The tree of notification policies: the root has `orgId` and everything that has no route of its own. */
export interface Policy extends Route {
  orgId: number;
  routes: Route[];
}

export interface Route {
  receiver: string;
  group_by?: string[];
  object_matchers?: [label: string, operator: '=' | '!=' | '=~' | '!~', value: string][];
  mute_time_intervals?: string[];
  continue?: boolean;
  group_wait?: string;
  group_interval?: string;
  repeat_interval?: string;
  routes?: Route[];
}

export interface MuteTime {
  orgId: number;
  name: string;
  time_intervals: TimeInterval[];
}

export interface TimeInterval {
  times?: { start_time: string; end_time: string }[];
  weekdays?: string[];
  days_of_month?: string[];
  months?: string[];
  years?: string[];
  location?: string;
}
