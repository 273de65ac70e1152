import type { Evaluator, ExpressionNode, QueryNode } from '../grafana/alerting.ts';

/** Asks InfluxDB for a span that ends `to` seconds ago. A curve per group; `$timeFilter` is the span. */
export function query(refId: string, text: string, from: number, to = 0): QueryNode {
  return {
    refId,
    relativeTimeRange: { from, to },
    datasourceUid: 'arena-influxdb',
    model: { refId, query: text, rawQuery: true, resultFormat: 'time_series', intervalMs: 60_000, maxDataPoints: 43_200 },
  };
}

const expression = (model: ExpressionNode['model']): ExpressionNode => ({ refId: model.refId, relativeTimeRange: { from: 0, to: 0 }, datasourceUid: '__expr__', model });

/** The newest number of each curve. */
export const newest = (refId: string, of: string): ExpressionNode => expression({ refId, type: 'reduce', expression: of, reducer: 'last', settings: { mode: 'dropNN' } });

/** Arithmetic over numbers by their letters. A number without labels goes with each of the others; where one is missing, so is the result. */
export const math = (refId: string, text: string): ExpressionNode => expression({ refId, type: 'math', expression: text });

const threshold = (refId: string, of: string, evaluator: Evaluator, unloadEvaluator: Evaluator): ExpressionNode =>
  expression({ refId, type: 'threshold', expression: of, conditions: [{ evaluator, unloadEvaluator }] });

/** The condition: an alarm above one number, which ends below another. */
export const above = (of: string, raised: number, cleared: number): ExpressionNode =>
  threshold('ALARM', of, { type: 'gt', params: [raised] }, { type: 'lt', params: [cleared] });

/** The condition: an alarm below one number, which ends above another. */
export const below = (of: string, raised: number, cleared: number): ExpressionNode =>
  threshold('ALARM', of, { type: 'lt', params: [raised] }, { type: 'gt', params: [cleared] });
