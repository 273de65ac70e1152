import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { relative } from 'node:path';
import { outputs } from './outputs.ts';
import { repository } from './site/repository.ts';

/** Files in the tree that differ from what the source makes, and dashboards that it makes no more; paths from the root. */
export function stale(): string[] {
  const differing = outputs.filter(({ path, text }) => !existsSync(path) || readFileSync(path, 'utf8') !== text).map(({ path }) => path);
  const made = new Set(outputs.map(({ path }) => path));
  const left = readdirSync(repository('dashboards/grafana/made')).map((file) => repository(`dashboards/grafana/made/${file}`)).filter((path) => !made.has(path));
  return [...differing, ...left].map((path) => relative(repository('.'), path));
}
