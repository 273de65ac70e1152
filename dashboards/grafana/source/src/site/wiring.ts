import { readFileSync } from 'node:fs';
import { parse } from 'yaml';
import { repository } from './repository.ts';

/** A sensor as the manifest wires it: what it measures where, on which node, and how often it publishes. */
export interface Wired {
  readonly node: string;
  readonly point: string;
  readonly kind: string;
  /** Of a pulse sensor: what it counts. */
  readonly quantity?: string;
  readonly everySeconds: number;
}

interface Written {
  nodes: Record<string, { sensors: { kind: string; point?: string; quantity?: string; every: string }[] }>;
}

const seconds: Record<string, number> = { s: 1, min: 60, h: 3600 };

function duration(text: string): number {
  const found = /^(\d+)(s|min|h)$/.exec(text);
  if (!found) throw new Error(`'every: ${text}' of a sensor is no duration such as 60s, 5min or 1h.`);
  return Number(found[1]) * seconds[found[2]!]!;
}

const written = parse(readFileSync(repository('hardware/sites/borlange-energi-arena.yaml'), 'utf8')) as Written;

/** Every sensor but the nodes' own health, in the manifest's order. */
export const wiring: readonly Wired[] = Object.entries(written.nodes).flatMap(([node, { sensors }]) =>
  sensors.flatMap(({ kind, point, quantity, every }) =>
    point === undefined ? [] : [{ node, point, kind, everySeconds: duration(every), ...(quantity === undefined ? {} : { quantity }) }],
  ),
);
