import { stale } from './stale.ts';

const found = stale();
for (const path of found) console.error(`${path} is not what the source makes: run 'npm run make' in dashboards/grafana/source.`);
process.exitCode = found.length === 0 ? 0 : 1;
