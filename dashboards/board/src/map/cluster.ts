import type { Point, Position } from '../api/types';
import { layerOf, type OwnLayer } from './layer';

/** Points so near each other that they share one marker: a sorting station, a row of meters. */
export interface Cluster {
  /** Name of its first point. */
  readonly key: string;
  readonly layer: OwnLayer;
  readonly points: readonly Point[];
  /** Middle of its points, map units. */
  readonly at: Position;
}

const near = (a: Position, b: Position, radius: number): boolean => Math.hypot(a[0] - b[0], a[1] - b[1]) <= radius;

function middle(points: readonly Point[]): Position {
  const mean = (axis: 0 | 1): number => points.reduce((sum, { at }) => sum + at[axis], 0) / points.length;
  return [mean(0), mean(1)];
}

/** Gathers points of one layer of which each lies within `radius` map units of another: a row stays whole, however long. */
export function cluster(points: readonly Point[], radius: number): Cluster[] {
  const left = new Set(points);
  const clusters: Cluster[] = [];
  for (const first of left) {
    left.delete(first);
    const layer = layerOf(first);
    const gathered = [first];
    // Grows while it is walked: a point taken in may have neighbours of its own.
    for (const point of gathered) {
      for (const other of left) {
        if (layerOf(other) !== layer || !near(point.at, other.at, radius)) continue;
        left.delete(other);
        gathered.push(other);
      }
    }
    clusters.push({ key: first.point, layer, points: gathered, at: middle(gathered) });
  }
  return clusters;
}
