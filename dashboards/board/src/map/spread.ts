import type { Position } from '../api/types';

export interface Size {
  readonly width: number;
  readonly height: number;
}

/** A box that wants its middle at a place. */
export interface Item extends Size {
  readonly at: Position;
}

/** How finely free room is looked for, share of a box's height, and how far out, in such steps. */
const Step = 0.25;
const Rings = 60;

/**
 * Gives each box the free place nearest to the one it wants, in turn, inside `area`: the first stand exactly, later ones
 * make way. A box for which there is no room at all stands where it wants. The same input gives the same output, so
 * markers stand still while values change.
 */
export function spread(items: readonly Item[], area: Size): Position[] {
  const taken: Item[] = [];
  return items.map((item) => {
    const wanted = inside(item.at, item, area);
    const at = nearestFree(wanted, item, taken, area) ?? wanted;
    taken.push({ ...item, at });
    return at;
  });
}

function nearestFree(wanted: Position, item: Size, taken: readonly Item[], area: Size): Position | undefined {
  const step = item.height * Step;
  for (let ring = 0; ring <= Rings; ring++) {
    const turns = ring === 0 ? 1 : 6 * ring;
    for (let turn = 0; turn < turns; turn++) {
      const angle = (2 * Math.PI * turn) / turns;
      const tried = [wanted[0] + ring * step * Math.cos(angle), wanted[1] + ring * step * Math.sin(angle)] as const;
      const at = inside(tried, item, area);
      if (!taken.some((other) => overlaps(at, item, other))) return at;
    }
  }
  return undefined;
}

const overlaps = (at: Position, size: Size, other: Item): boolean =>
  Math.abs(at[0] - other.at[0]) < (size.width + other.width) / 2 - 1e-6 &&
  Math.abs(at[1] - other.at[1]) < (size.height + other.height) / 2 - 1e-6;

const inside = ([x, y]: Position, { width, height }: Size, area: Size): Position => [
  within(x, width / 2, area.width),
  within(y, height / 2, area.height),
];

const within = (middle: number, half: number, whole: number): number => Math.min(whole - half, Math.max(half, middle));
