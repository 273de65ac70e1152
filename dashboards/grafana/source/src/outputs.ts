import { repository } from './site/repository.ts';
import { dashboards } from './dashboards/index.ts';

/** A file that is made from this source. */
export interface Output {
  readonly path: string;
  readonly text: string;
}

/** Every made file. */
export const outputs: readonly Output[] = dashboards.map((made) => ({
  path: repository(`dashboards/grafana/made/${made.uid.replace(/^arena-/, '')}.json`),
  text: `${JSON.stringify(made, null, 2)}\n`,
}));
