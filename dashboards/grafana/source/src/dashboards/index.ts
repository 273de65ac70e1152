import type { Dashboard } from '../grafana/dashboard.ts';
import { avfall } from './avfall.ts';
import { driftcentral } from './driftcentral.ts';
import { energi } from './energi.ts';
import { fleet } from './fleet.ts';
import { klimat } from './klimat.ts';
import { matchdag } from './matchdag.ts';
import { research } from './research.ts';

/** Every dashboard, in the order of Grafana's menu. */
export const dashboards: readonly Dashboard[] = [driftcentral, matchdag, energi, avfall, klimat, research, fleet];
