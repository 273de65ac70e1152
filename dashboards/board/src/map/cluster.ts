import type { Point, Position } from '../api/types';
import { layerOf, type OwnLayer } from './layer';

/** Points so near each other that they share one marker. */
export interface Cluster {
  /** Name of its first point. */
  readonly key: string;
  readonly layer: OwnLayer;
  readonly points: readonly Point[];
  /** Middle of its points, map units. */
  readonly at: Position;
}

const distance = (a: Position, b: Position): number => Math.hypot(a[0] - b[0], a[1] - b[1]);

function middle(points: readonly Point[]): Position {
  const mean = (axis: 0 | 1): number => points.reduce((sum, { at }) => sum + at[axis], 0) / points.length;
  return [mean(0), mean(1)];
}

/** Gathers points of one layer that lie within `radius` map units of a cluster's first point. */
export function cluster(points: readonly Point[], radius: number): Cluster[] {
  const gathered: { layer: OwnLayer; points: Point[] }[] = [];
  for (const point of points) {
    const layer = layerOf(point.group);
    const near = gathered.find((c) => c.layer === layer && distance(c.points[0]!.at, point.at) <= radius);
    if (near) near.points.push(point);
    else gathered.push({ layer, points: [point] });
  }
  return gathered.map((c) => ({ key: c.points[0]!.point, layer: c.layer, points: c.points, at: middle(c.points) }));
}
