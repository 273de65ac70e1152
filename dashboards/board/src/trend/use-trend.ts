import { useEffect, useState } from 'preact/hooks';
import { getSamples } from '../api/client';
import type { Point } from '../api/types';
import { seriesKey } from '../state/state';
import { boardState, listenToBoard, useBoard } from '../state/stores';
import type { Plan } from './plan';
import { append, readRows, type Row } from './series';

/** Fetched anew this often: the line may lose what comes late, and a live mean knows only the samples it saw. */
const RefreshEvery = 5 * 60_000;

export interface Trend {
  readonly phase: 'loading' | 'ready' | 'failed';
  readonly rows: readonly Row[];
  readonly why: string;
}

const loading: Trend = { phase: 'loading', rows: [], why: '' };

/** The rows of a series over the plan's span, kept up with the live stream. */
export function useTrend(point: Point, quantity: string, plan: Plan, retry: number): Trend {
  const [trend, setTrend] = useState<Trend>(loading);
  const session = useBoard((state) => state.link.session);

  useEffect(() => setTrend(loading), [point.point, quantity, plan]);

  useEffect(() => {
    if (session === 0) return;
    const abort = new AbortController();
    const load = (): void => {
      fetchRows(point.point, quantity, plan, abort.signal).then(
        (rows) => setTrend({ phase: 'ready', rows, why: '' }),
        (error: unknown) => {
          if (!abort.signal.aborted) setTrend((old) => (old.phase === 'ready' ? old : failed(error)));
        },
      );
    };
    load();
    const timer = setInterval(load, RefreshEvery);
    return () => {
      clearInterval(timer);
      abort.abort();
    };
  }, [point.point, quantity, plan, session, retry]);

  useEffect(() => {
    let seen = boardState().values.get(seriesKey(point.point, quantity));
    return listenToBoard(() => {
      const held = boardState().values.get(seriesKey(point.point, quantity));
      if (!held || held === seen) return;
      seen = held;
      setTrend((old) => (old.phase === 'ready' ? { ...old, rows: append(old.rows, plan, held.at, held.v) } : old));
    });
  }, [point.point, quantity, plan]);

  return trend;
}

const failed = (error: unknown): Trend => ({
  phase: 'failed',
  rows: [],
  why: error instanceof Error ? error.message : String(error),
});

async function fetchRows(point: string, quantity: string, plan: Plan, signal: AbortSignal): Promise<Row[]> {
  const to = Date.now() + boardState().skew;
  // A counter's first bar needs the register before it.
  const from = to - plan.span - (plan.bucket?.length ?? 0);
  const query = { point, quantity, from: new Date(from), to: new Date(to) };
  const answer = await getSamples(
    plan.bucket && plan.agg ? { ...query, every: plan.bucket.name, agg: plan.agg } : query,
    signal,
  );
  return readRows(answer.series[0]?.samples ?? [], plan);
}
