import { useEffect, useState } from 'preact/hooks';
import { getSamples } from '../api/client';
import type { Point, SampleRow } from '../api/types';
import { isDoubtful } from '../format/quality';
import { boardState } from '../state/stores';

/** An older reading may be of what was emptied since, milliseconds. */
const Recent = 15 * 60_000;

/** What the bin's own scale says now, kg; null where it has none, or none that can be trusted. Asked once: the page needs no stream of readings for it. */
export function useScale(bin: Point): number | null {
  const [kg, set] = useState<number | null>(null);
  useEffect(() => {
    set(null);
    if (!bin.quantities.some((each) => each.quantity === 'cargo_weight')) return;
    const stop = new AbortController();
    const now = Date.now() + boardState().skew;
    getSamples({ point: bin.point, quantity: 'cargo_weight', from: new Date(now - Recent), to: new Date(now + 60_000) }, stop.signal).then(
      (answer) => set(weightOf(answer.series[0]?.samples ?? [])),
      // Without network the weight is typed, or left out.
      () => undefined,
    );
    return () => stop.abort();
  }, [bin.point]);
  return kg;
}

/** The newest reading, where it is a weight and not in doubt. */
export function weightOf(rows: readonly SampleRow[]): number | null {
  const last = rows.at(-1);
  return last && last[1] > 0 && !isDoubtful(last[2]) ? last[1] : null;
}
