import assert from 'node:assert/strict';
import { readFileSync, readdirSync } from 'node:fs';
import { test } from 'node:test';
import { parse } from 'yaml';
import type { AlertingFile, Route } from '../src/grafana/alerting.ts';
import { faultsOf, type Checked } from '../src/schema-check.ts';
import { repository } from '../src/site/repository.ts';

const folder = repository('dashboards/grafana/provisioning/alerting');
const read = (file: string): AlertingFile => parse(readFileSync(`${folder}/${file}`, 'utf8'), { version: '1.1' }) as AlertingFile;
const checked = (name: string, value: unknown): Checked => ({ name, module: 'alerting', type: 'AlertingFile', value });

test('Alerting files say only what Grafana documents', () => {
  const files = readdirSync(folder);
  assert.ok(files.length >= 5);
  assert.deepEqual(faultsOf(files.map((file) => checked(file.replace('.yaml', ''), read(file)))), []);
});

test('A misspelt field of a rule, an expression, a contact point, a route and a mute timing is refused', () => {
  const spoilt: Record<string, [file: string, from: string, to: string]> = {
    rule: ['rules.yaml', 'noDataState:', 'nodataState:'],
    state: ['rules.yaml', 'noDataState: KeepLast', 'noDataState: Keep'],
    expression: ['rules.yaml', 'unloadEvaluator:', 'unloadevaluator:'],
    range: ['rules.yaml', 'relativeTimeRange:', 'timeRange:'],
    contact: ['contact-points.yaml', 'addresses:', 'address:'],
    route: ['policies.yaml', 'mute_time_intervals:', 'mute_times:'],
    mute: ['mute-times.yaml', 'days_of_month:', 'days:'],
  };
  const files = Object.entries(spoilt).map(([name, [file, from, to]]) => {
    const text = readFileSync(`${folder}/${file}`, 'utf8');
    assert.ok(text.includes(from), `${file} has no ${from} to spoil`);
    return checked(name, parse(text.replace(from, to), { version: '1.1' }));
  });
  const faults = faultsOf(files);
  for (const name of Object.keys(spoilt)) assert.ok(faults.some((fault) => fault.startsWith(`${name}.ts`)), `${name} was not refused:\n${faults.join('\n')}`);
});

test('Every route leads to a contact point and is muted by a timing that exists', () => {
  const receivers = new Set(read('contact-points.yaml').contactPoints!.map(({ name }) => name));
  const timings = new Set(read('mute-times.yaml').muteTimes!.map(({ name }) => name));
  const all = (route: Route): Route[] => [route, ...(route.routes ?? []).flatMap(all)];
  for (const route of read('policies.yaml').policies!.flatMap(all)) {
    assert.ok(receivers.has(route.receiver), route.receiver);
    for (const name of route.mute_time_intervals ?? []) assert.ok(timings.has(name), name);
  }
});

test('No text that Grafana puts into its environment has a dollar sign of its own', () => {
  for (const { labels } of read('rules.yaml').groups!.flatMap(({ rules }) => rules)) assert.doesNotMatch(JSON.stringify(labels), /\$/);
  const variables = (file: string): string[] => [...readFileSync(`${folder}/${file}`, 'utf8').matchAll(/\$(\{[A-Z_]+\})?/g)].map(([, name]) => name ?? '$');
  const composed = readFileSync(repository('docker-compose.yml'), 'utf8');
  for (const name of [...variables('contact-points.yaml'), ...variables('policies.yaml')]) assert.ok(composed.includes(`      ${name.slice(1, -1)}: `), `Compose gives Grafana no ${name}`);
});
