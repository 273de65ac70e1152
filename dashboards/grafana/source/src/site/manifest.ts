import { readFileSync } from 'node:fs';
import { parse } from 'yaml';
import { repository } from './repository.ts';

/** A name in Swedish and in English. */
export interface Title {
  readonly sv: string;
  readonly en: string;
}

/** A position where something is measured. */
export interface Point {
  readonly name: string;
  readonly title: Title;
  readonly zone: string;
  readonly group: string;
  readonly fraction?: string;
  readonly medium?: string;
}

/** A match of the calendar. */
export interface Match {
  readonly name: string;
  readonly opponent: string;
  /** Local time, `2026-11-07 13:00`. */
  readonly kickOff: string;
}

/** What dashboards need of the site manifest. Ingest and edge check the whole of it; here a missing name fails the making. */
export interface Manifest {
  readonly site: string;
  readonly title: Title;
  readonly zones: ReadonlyMap<string, Title>;
  readonly points: readonly Point[];
  readonly nodes: ReadonlyMap<string, Title>;
  readonly matches: readonly Match[];
}

interface Written {
  site: string;
  title: Title;
  zones: Record<string, Title>;
  points: Record<string, Omit<Point, 'name'>>;
  nodes: Record<string, { title: Title }>;
  matches?: Record<string, { opponent: string; kick_off: string }>;
}

/** Reads a manifest. */
export function readManifest(path: string): Manifest {
  const written = parse(readFileSync(path, 'utf8')) as Written;
  return {
    site: written.site,
    title: written.title,
    zones: new Map(Object.entries(written.zones)),
    points: Object.entries(written.points).map(([name, point]) => ({ name, ...point })),
    nodes: new Map(Object.entries(written.nodes).map(([name, node]) => [name, node.title])),
    matches: Object.entries(written.matches ?? {}).map(([name, match]) => ({ name, opponent: match.opponent, kickOff: match.kick_off })),
  };
}

/** The venue that the dashboards are made for. */
export const venue = readManifest(repository('hardware/sites/borlange-energi-arena.yaml'));
