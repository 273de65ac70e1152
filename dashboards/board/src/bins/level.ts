/** From this fraction a bin is on the next round, and from that it can't wait; the same limits as ingest's summary. */
export const HighFrom = 0.8;
export const FullFrom = 0.95;

export type Level = 'ok' | 'high' | 'full' | 'missing';

export function levelOf(fraction: number | undefined): Level {
  if (fraction === undefined || Number.isNaN(fraction)) return 'missing';
  if (fraction >= FullFrom) return 'full';
  return fraction >= HighFrom ? 'high' : 'ok';
}
