import type { Point, QuantityKind } from '../api/types';
import { staleAfter } from '../state/freshness';
import type { Span } from '../state/selection-address';

const Minute = 60_000;
const Hour = 60 * Minute;

export const spanLength: Readonly<Record<Span, number>> = { '1h': Hour, '6h': 6 * Hour, '24h': 24 * Hour, '7d': 168 * Hour };

/** A bucket as ingest writes it and in milliseconds. */
export interface Bucket {
  readonly name: string;
  readonly length: number;
}

const buckets: Readonly<Record<string, Bucket>> = {
  '1m': { name: '1m', length: Minute },
  '5m': { name: '5m', length: 5 * Minute },
  '15m': { name: '15m', length: 15 * Minute },
  '1h': { name: '1h', length: Hour },
};

/** `line`: a gauge. `bars`: how much a counter grew in each bucket. `steps`: an event, true until the next. */
export type Drawing = 'line' | 'bars' | 'steps';

/** How a series is fetched and drawn over a span: a few hundred marks, whatever the span. */
export interface Plan {
  readonly drawing: Drawing;
  readonly span: number;
  readonly bucket: Bucket | null;
  readonly agg: 'mean' | 'last' | 'max' | null;
  /** Distance in time from which two neighbours have a hole between them, milliseconds. */
  readonly gap: number;
}

const gaugeBuckets: Readonly<Record<Span, string | null>> = { '1h': null, '6h': '1m', '24h': '5m', '7d': '15m' };
const counterBuckets: Readonly<Record<Span, string>> = { '1h': '5m', '6h': '15m', '24h': '1h', '7d': '1h' };

const drawings: Readonly<Record<QuantityKind, Drawing>> = { gauge: 'line', counter: 'bars', event: 'steps' };

export function planFor(point: Point, quantity: string, span: Span): Plan {
  const drawing = drawings[point.quantities.find((q) => q.quantity === quantity)?.kind ?? 'gauge'];
  const name = drawing === 'bars' ? counterBuckets[span] : gaugeBuckets[span];
  const bucket = name === null ? null : buckets[name]!;
  const agg = bucket === null ? null : drawing === 'bars' ? 'last' : drawing === 'steps' ? 'max' : 'mean';
  const gap = Math.max(staleAfter(point, quantity), 1.5 * (bucket?.length ?? 0));
  return { drawing, span: spanLength[span], bucket, agg, gap };
}
