import { dashboards } from '../dashboards/index.ts';
import type { ExpressionNode, Node, Rule } from '../grafana/alerting.ts';
import { places, type Place } from './places.ts';

/** What an alarm is about: alarms of one area and one node come in one message. */
export type Area = 'avfall' | 'el' | 'temperatur' | 'givare' | 'nod' | 'system';

/** When it is sent: at any time; by day, and at night on match days only; on match days only. */
export type Sent = 'alltid' | 'dagtid' | 'matchdag';

/** What a rule's own file says; the rest is the same for all. */
export interface RuleSpec {
  /** After `arena-`, at most 40 characters in all. */
  name: string;
  title: string;
  area: Area;
  sent?: Sent;
  /** The node whose points it watches. */
  node?: string;
  data: [...Node[], ExpressionNode];
  /** Pending time: `5m`. */
  for: string;
  keepFiringFor?: string;
  /** Without an answer: an alarm only where that is the fault; else nothing is concluded from it. */
  unanswered?: 'Alerting';
  /** Evaluations without the series before its alarm is taken back. */
  missing?: number;
  /** One sentence: what is wrong. `{{ $labels.point }}` and `{{ $values.A.Value }}` are Grafana's. */
  summary: string;
  /** What to do about it. */
  toDo: string;
  /** The panel that shows it. */
  place: Place;
}

/** The whole of a rule. */
export function rule(spec: RuleSpec): Rule {
  const uid = `arena-${spec.name}`;
  if (uid.length > 40) throw new Error(`The rule's uid '${uid}' has ${uid.length} characters; Grafana takes 40.`);
  const stands = placeOf(spec.place);
  const state = spec.unanswered ?? 'KeepLast';
  return {
    uid,
    title: spec.title,
    condition: 'ALARM',
    data: spec.data,
    dashboardUid: stands.dashboard,
    panelId: stands.panel,
    noDataState: state,
    execErrState: state,
    for: spec.for,
    ...(spec.keepFiringFor === undefined ? {} : { keepFiringFor: spec.keepFiringFor }),
    ...(spec.missing === undefined ? {} : { missing_series_evals_to_resolve: spec.missing }),
    annotations: { summary: spec.summary, description: spec.toDo },
    labels: { omrade: spec.area, nar: spec.sent ?? 'alltid', ...(spec.node === undefined ? {} : { nod: spec.node }) },
    isPaused: false,
  };
}

/** Where a panel stands: its alarm's link leads there, at the alarm's time. */
function placeOf(name: Place): { dashboard: string; panel: number } {
  const title = places[name];
  for (const dashboard of dashboards) {
    for (const panel of dashboard.panels.flatMap((one) => (one.type === 'row' ? one.panels : [one]))) {
      if (panel.title === title) return { dashboard: dashboard.uid, panel: panel.id };
    }
  }
  throw new Error(`No dashboard has a panel '${title}', to which alarms link. Write its new title into alerts/places.ts.`);
}
