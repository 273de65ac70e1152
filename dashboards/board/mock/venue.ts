import { readFileSync } from 'node:fs';
import { parse } from 'yaml';
import type { Group, MapShape, Match, Point, Position, Quantity, Site, Title } from '../src/api/types.ts';
import { quantities } from './quantities.ts';

/** The venue as ingest would answer it, read from the site manifest itself, without ingest's checks. */

const manifestPath = new URL('../../../hardware/sites/borlange-energi-arena.yaml', import.meta.url);

interface Manifest {
  site: string;
  title: Title;
  time_zone: string;
  map: { width: number; height: number; shapes: { kind: string; label?: Title; outline: Position[] }[] };
  zones: Record<string, Title>;
  points: Record<string, { title: Title; zone: string; at: Position; group: Group; fraction?: string; medium?: string }>;
  nodes: Record<string, { title: Title; zone: string; at: Position; sensors?: Sensor[] }>;
  matches?: Record<string, { opponent: string; kick_off: string; expected_attendance: number }>;
}

interface Sensor {
  kind: string;
  point: string;
  every: string;
  quantity?: string;
  rate_quantity?: string;
  calibrated?: string;
}

export interface MockNode {
  readonly node: string;
  readonly title: Title;
  readonly zone: string;
  readonly at: Position;
}

export type MockPoint = Omit<Point, 'quantities'> & { readonly quantities: readonly Omit<Quantity, 'last'>[] };

const manifest = parse(readFileSync(manifestPath, 'utf8')) as Manifest;

const measuredBy: Readonly<Record<string, readonly string[]>> = {
  fill: ['filling_level'],
  weight: ['cargo_weight'],
  lid: ['lid_open', 'lid_openings'],
  temperature: ['temperature'],
  health: ['cpu_temperature', 'cpu_load', 'memory_used', 'disk_free', 'uptime', 'outbox_batches', 'pulses_lost', 'clock_error'],
};

const namesOf = (s: Sensor): string[] =>
  s.kind === 's0' ? [s.rate_quantity, s.quantity].filter((q) => q !== undefined) : [...(measuredBy[s.kind] ?? [])];

const seconds = (every: string): number => parseInt(every, 10) * (every.endsWith('m') ? 60 : 1);

const asPoint = (name: string, node: string, sensors: Sensor[], rest: Pick<Point, 'title' | 'zone' | 'at' | 'group' | 'fraction' | 'medium'>): MockPoint => ({
  point: name,
  ...rest,
  node,
  hardware: sensors.map((s) => ({
    kind: s.kind, every_s: seconds(s.every),
    ...(['fill', 'weight', 'current'].includes(s.kind) && { calibration: { on: s.calibrated?.slice(0, 10) ?? null } }),
  })),
  quantities: [...new Set(sensors.flatMap(namesOf))].map((q) => quantities.find((known) => known.quantity === q)!),
});

export const nodes: readonly MockNode[] = Object.entries(manifest.nodes).map(([node, { title, zone, at }]) => ({ node, title, zone, at }));

export const points: readonly MockPoint[] = [
  ...Object.entries(manifest.points).map(([name, { title, zone, at, group, fraction, medium }]) => {
    const [node, plan] = Object.entries(manifest.nodes).find(([, n]) => n.sensors?.some((s) => s.point === name))!;
    const sensors = plan.sensors!.filter((s) => s.point === name);
    return asPoint(name, node, sensors, { title, zone, at, group, fraction: fraction ?? null, medium: medium ?? null });
  }),
  ...nodes.map(({ node, title, zone, at }) =>
    asPoint(node, node, [{ kind: 'health', point: node, every: '60s' }], { title, zone, at, group: 'node', fraction: null, medium: null })),
];

const matches: Match[] = Object.entries(manifest.matches ?? {}).map(([match, m]) => ({
  match, opponent: m.opponent, expected_attendance: m.expected_attendance,
  // An hour of summer time doesn't matter to a mock.
  kick_off: new Date(`${String(m.kick_off).replace(' ', 'T')}:00+01:00`).toISOString(),
}));

export const site: Site = {
  site: manifest.site,
  title: manifest.title,
  time_zone: manifest.time_zone,
  map: {
    ...manifest.map,
    shapes: manifest.map.shapes.map(({ kind, label, outline }): MapShape => ({ kind, label: label ?? null, outline })),
  },
  zones: Object.entries(manifest.zones).map(([zone, title]) => ({ zone, title })),
  matches,
};
