import { stringify } from 'yaml';
import { alerting } from './alerts/index.ts';
import { dashboards } from './dashboards/index.ts';
import { repository } from './site/repository.ts';

/** A file that is made from this source. */
export interface Output {
  readonly path: string;
  readonly text: string;
}

const made: readonly Output[] = dashboards.map((one) => ({
  path: repository(`dashboards/grafana/made/${one.uid.replace(/^arena-/, '')}.json`),
  text: `${JSON.stringify(one, null, 2)}\n`,
}));

const alarms: readonly Output[] = Object.entries(alerting).map(([name, file]) => ({
  path: repository(`dashboards/grafana/provisioning/alerting/${name}`),
  text: `# Made by dashboards/grafana/source (npm run make): change it there.\n${stringify(file, { lineWidth: 0, aliasDuplicateObjects: false, version: '1.1' })}`,
}));

/** Every made file. */
export const outputs: readonly Output[] = [...made, ...alarms];

/** Folders in which nothing lies but made files. */
export const folders = [repository('dashboards/grafana/made'), repository('dashboards/grafana/provisioning/alerting')];
