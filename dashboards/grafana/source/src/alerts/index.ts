import type { AlertingFile, Rule, RuleGroup } from '../grafana/alerting.ts';
import { muteTimes } from './mute.ts';
import { contactPoints, policy } from './policy.ts';
import { energy } from './rules/energy.ts';
import { nodes } from './rules/nodes.ts';
import { silences } from './rules/silence.ts';
import { system } from './rules/system.ts';
import { temperature } from './rules/temperature.ts';
import { waste } from './rules/waste.ts';
import { texts } from './texts.ts';

const group = (name: string, rules: readonly Rule[], interval = '1m'): RuleGroup => ({ orgId: 1, name, folder: 'Arena', interval, rules: [...rules] });

/** Files under provisioning/alerting, by name. */
export const alerting: Readonly<Record<string, AlertingFile>> = {
  'rules.yaml': {
    apiVersion: 1,
    groups: [group('Avfall', waste), group('El', energy), group('Temperatur', temperature), group('Noder', nodes), group('System', system), group('Tysta givare', silences, '2m')],
  },
  'contact-points.yaml': { apiVersion: 1, contactPoints: [...contactPoints] },
  'policies.yaml': { apiVersion: 1, policies: [policy] },
  'mute-times.yaml': { apiVersion: 1, muteTimes: [...muteTimes] },
  'texts.yaml': { apiVersion: 1, templates: [{ orgId: 1, name: 'Arena', template: texts }] },
};
