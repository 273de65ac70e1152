import type { Point } from '../api/types';
import { isDoubtful } from '../format/quality';
import { seriesKey, type Held } from '../state/state';

/** Bins, fullest first; those without a value, or whose sensor says it is broken, after all others. */
export function sortBins(points: readonly Point[], values: ReadonlyMap<string, Held>): Point[] {
  const rank = (point: Point): number => {
    const held = values.get(seriesKey(point.point, 'filling_level'));
    if (!held) return -2;
    return isDoubtful(held.quality) ? -1 : held.v;
  };
  return points
    .filter((point) => point.group === 'bin')
    .map((point) => ({ point, rank: rank(point) }))
    .sort((a, b) => b.rank - a.rank || a.point.point.localeCompare(b.point.point))
    .map(({ point }) => point);
}
