import type { Point } from '../api/types';
import { sortBins } from '../bins/sort';
import type { Held } from '../state/state';

/** The bin that speaks for a station: its fullest. */
export const fullest = (points: readonly Point[], values: ReadonlyMap<string, Held>): Point =>
  sortBins(points, values)[0] ?? points[0]!;
