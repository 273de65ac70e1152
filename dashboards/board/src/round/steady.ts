import type { RoundStop } from '../api/types';

/** A row of the round as it is drawn. A stop that has left the round keeps its place for a while, so that nothing moves under a thumb. */
export interface Row {
  readonly stop: RoundStop;
  /** When it left; null while it is a stop. Milliseconds. */
  readonly goneAt: number | null;
}

/** How long a place is kept, milliseconds. */
export const PlaceKept = 120_000;

/** The new stops in their order; those that have left stay behind the row they stood behind. */
export function steady(before: readonly Row[], stops: readonly RoundStop[], now: number): readonly Row[] {
  const staying = new Set(stops.map((stop) => stop.point));
  const rows: Row[] = stops.map((stop) => ({ stop, goneAt: null }));
  before.forEach((row, place) => {
    if (staying.has(row.stop.point)) return;
    const goneAt = row.goneAt ?? now;
    if (now - goneAt >= PlaceKept) return;
    const neighbour = before.slice(0, place).findLast((each) => rows.some(({ stop }) => stop.point === each.stop.point));
    const after = neighbour ? rows.findIndex(({ stop }) => stop.point === neighbour.stop.point) + 1 : 0;
    rows.splice(after, 0, { stop: row.stop, goneAt });
  });
  return rows;
}
