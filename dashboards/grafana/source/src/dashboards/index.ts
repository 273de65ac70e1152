import type { Dashboard } from '../grafana/dashboard.ts';
import { driftcentral } from './driftcentral.ts';

/** Every dashboard, in the order of Grafana's menu. */
export const dashboards: readonly Dashboard[] = [driftcentral];
