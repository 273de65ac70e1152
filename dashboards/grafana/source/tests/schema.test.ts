import assert from 'node:assert/strict';
import { readFileSync, readdirSync } from 'node:fs';
import { test } from 'node:test';
import { parse } from 'yaml';
import { faultsOf, type Checked } from '../src/schema-check.ts';
import { repository } from '../src/site/repository.ts';

const grafana = (path: string): string => repository(`dashboards/grafana/${path}`);

const dashboard = (name: string, value: unknown): Checked => ({ name, module: 'dashboard', type: 'Dashboard', value });

const readJson = (file: string): unknown => JSON.parse(readFileSync(grafana(`made/${file}`), 'utf8'));

/** What each provisioning file holds; alerting has its own types and tests. */
const provisioned: Record<string, string> = { 'datasources/influxdb.yaml': 'DataSources', 'dashboards/arena.yaml': 'DashboardProviders' };

test('Every dashboard in the tree fits the schema of the Grafana that Compose runs', () => {
  const files = readdirSync(grafana('made'));
  assert.ok(files.length > 0);
  assert.deepEqual(faultsOf(files.map((file) => dashboard(file.replace('.json', ''), readJson(file)))), []);
});

test('Data source and provider say only what Grafana documents', () => {
  const files = Object.entries(provisioned).map(([path, type], index) => ({
    name: `file-${index}`,
    module: 'provisioning',
    type,
    value: parse(readFileSync(grafana(`provisioning/${path}`), 'utf8')),
  }));
  assert.deepEqual(faultsOf(files), []);
  const found = ['datasources', 'dashboards'].flatMap((folder) => readdirSync(grafana(`provisioning/${folder}`)).map((file) => `${folder}/${file}`));
  assert.deepEqual(found.sort(), Object.keys(provisioned).sort(), 'a provisioning file has no type');
});

test('A misspelt property, a wrong value and a missing option are refused', () => {
  const made = readFileSync(grafana('made/energi.json'), 'utf8');
  const spoilt: Record<string, [from: string, to: string]> = {
    option: ['"colorMode"', '"colourMode"'],
    value: ['"drawStyle": "line"', '"drawStyle": "lines"'],
    unit: ['"noValue"', '"novalue"'],
    query: ['"rawQuery"', '"raw"'],
    variable: ['"includeAll"', '"includesAll"'],
    root: ['"graphTooltip"', '"graphToolTip"'],
    missing: ['"textMode": "value",', ''],
  };
  const files = Object.entries(spoilt).map(([name, [from, to]]) => {
    assert.ok(made.includes(from), `energi.json has no ${from} to spoil`);
    return dashboard(name, JSON.parse(made.replace(from, to)));
  });
  const faults = faultsOf(files);
  for (const name of Object.keys(spoilt)) assert.ok(faults.some((fault) => fault.startsWith(`${name}.ts`)), `${name} was not refused:\n${faults.join('\n')}`);
});

test('The types are those of the Grafana that Compose runs, to the minor version', () => {
  const image = /image: grafana\/grafana:(\d+\.\d+)\./.exec(readFileSync(repository('docker-compose.yml'), 'utf8'))?.[1];
  const types = (JSON.parse(readFileSync(repository('dashboards/grafana/source/node_modules/@grafana/schema/package.json'), 'utf8')) as { version: string }).version;
  assert.equal(types.split('.').slice(0, 2).join('.'), image);
});
