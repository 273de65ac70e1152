import type { DataLink, Defaults, Override } from '../grafana/field.ts';
import type { InfluxTarget, SourceRef } from '../grafana/query.ts';
import { source, targets, type Query } from '../query/source.ts';
import type { Unit } from '../style/units.ts';

/** What every panel says of itself, whatever its kind. */
export interface Framed<Custom = Record<never, never>> {
  title: string;
  /** What it shows, what a gap means, and what to do about it. */
  description: string;
  queries: readonly Query[];
  unit: Unit;
  noData: string;
  /** A time of its own: `5m`, `now/d`. Without one the dashboard's time applies. */
  time?: string;
  /** The finest grid of `$__interval` that makes sense: `1h` over hourly rollups. */
  finest?: string;
  settings?: Omit<Defaults<Custom>, 'unit' | 'decimals' | 'noValue'>;
  overrides?: Override<Custom>[];
  links?: DataLink[];
}

/** The part of a panel that does not depend on its kind. */
export interface Frame {
  title: string;
  description: string;
  datasource: SourceRef;
  targets: InfluxTarget[];
  timeFrom?: string;
  hideTimeOverride?: boolean;
  interval?: string;
  links?: DataLink[];
}

/** A panel that has no place on the grid yet. */
export type Unplaced<P> = P extends unknown ? Omit<P, 'id' | 'gridPos'> : never;

export function frame<Custom>(spec: Framed<Custom>): Frame {
  return {
    title: spec.title,
    description: spec.description,
    datasource: source,
    targets: targets(spec.queries),
    ...(spec.time === undefined ? {} : { timeFrom: spec.time, hideTimeOverride: true }),
    ...(spec.finest === undefined ? {} : { interval: spec.finest }),
    ...(spec.links === undefined ? {} : { links: spec.links }),
  };
}

/** Unit, decimals and the text of no data, with what the kind of panel and the panel itself add. */
export function defaults<Custom>(spec: Framed<Custom>, usual: Omit<Defaults<Custom>, 'unit' | 'decimals' | 'noValue'>): Defaults<Custom> {
  return { unit: spec.unit.unit, decimals: spec.unit.decimals, noValue: spec.noData, ...usual, ...spec.settings };
}
