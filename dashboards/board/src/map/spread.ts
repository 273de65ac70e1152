import type { Position } from '../api/types';

const Rounds = 60;

export interface Box {
  readonly width: number;
  readonly height: number;
}

/**
 * Moves places apart until none is nearer another than `gap`, as little as that takes, and keeps them `margin` inside
 * the box. The same input gives the same output, so markers stand still while values change.
 */
export function spread(places: readonly Position[], gap: Box, box: Box, margin: Box): Position[] {
  const moved = places.map(([x, y]) => ({ x, y }));
  for (let round = 0; round < Rounds; round++) {
    let still = true;
    for (let i = 0; i < moved.length; i++) {
      for (let j = i + 1; j < moved.length; j++) {
        if (part(moved[i]!, moved[j]!, gap, i + j)) still = false;
      }
    }
    for (const place of moved) {
      place.x = Math.min(box.width - margin.width, Math.max(margin.width, place.x));
      place.y = Math.min(box.height - margin.height, Math.max(margin.height, place.y));
    }
    if (still) break;
  }
  return moved.map(({ x, y }) => [x, y]);
}

interface Place {
  x: number;
  y: number;
}

/** Pushes two overlapping boxes apart along the axis where they overlap least. */
function part(a: Place, b: Place, gap: Box, turn: number): boolean {
  const dx = b.x - a.x;
  const dy = b.y - a.y;
  const overX = gap.width - Math.abs(dx);
  const overY = gap.height - Math.abs(dy);
  if (overX <= 1e-6 || overY <= 1e-6) return false;
  if (overX / gap.width < overY / gap.height) {
    const push = (overX / 2) * (Math.sign(dx) || (turn % 2 ? 1 : -1));
    a.x -= push;
    b.x += push;
  } else {
    const push = (overY / 2) * (Math.sign(dy) || (turn % 2 ? 1 : -1));
    a.y -= push;
    b.y += push;
  }
  return true;
}
