import { takeBegun } from '../early/begun';
import type { BinEvent, BinState, Fleet, Point, SamplesAnswer, Site } from './types';

/** An answer of ingest that isn't 2xx; the message is the problem's own detail and fix (RFC 9457). */
export class ApiProblem extends Error {
  constructor(readonly status: number, message: string) {
    super(message);
  }
}

interface Problem {
  readonly title?: string;
  readonly detail?: string;
  readonly fix?: string;
}

/** The problem an answer that isn't 2xx tells. */
export async function problemOf(response: Response): Promise<ApiProblem> {
  let problem: Problem = {};
  if (response.headers.get('content-type')?.includes('problem+json')) problem = (await response.json()) as Problem;
  const words = [problem.detail ?? problem.title, problem.fix].filter(Boolean).join(' ');
  return new ApiProblem(response.status, words || `HTTP ${response.status}`);
}

/** An answer of ingest as JSON. */
export async function get<T>(path: string, signal: AbortSignal): Promise<T> {
  const response = await (takeBegun(path, signal) ?? fetch(path, { signal, headers: { accept: 'application/json' } }));
  if (!response.ok) throw await problemOf(response);
  return (await response.json()) as T;
}

export const getSite = (signal: AbortSignal): Promise<Site> => get('/api/v1/site', signal);

export const getPoints = async (signal: AbortSignal): Promise<readonly Point[]> =>
  (await get<{ points: readonly Point[] }>('/api/v1/points', signal)).points;

/** Every node's completeness, in windows of a day from `from` on. */
export const getFleet = (from: Date, to: Date, signal: AbortSignal): Promise<Fleet> =>
  get(`/api/v1/completeness?${new URLSearchParams({ from: from.toISOString(), to: to.toISOString(), every: '1d' })}`, signal);

/** How all bins stand, with names for who may see them. */
export const getBins = async (signal: AbortSignal): Promise<readonly BinState[]> => (await get<{ bins: readonly BinState[] }>('/api/v1/bins', signal)).bins;

/** What happened to a bin in the last day. */
export const getStory = async (point: string, signal: AbortSignal): Promise<readonly BinEvent[]> =>
  (await get<{ events: readonly BinEvent[] }>(`/api/v1/bins/${encodeURIComponent(point)}/story`, signal)).events;

export interface SamplesQuery {
  readonly point: string;
  readonly quantity: string;
  readonly from: Date;
  readonly to: Date;
  /** Bucket, as ingest writes it (`5m`); without it every sample. */
  readonly every?: string;
  readonly agg?: string;
}

export function getSamples(query: SamplesQuery, signal: AbortSignal): Promise<SamplesAnswer> {
  const search = new URLSearchParams({
    point: query.point,
    quantity: query.quantity,
    from: query.from.toISOString(),
    to: query.to.toISOString(),
  });
  if (query.every) search.set('every', query.every);
  if (query.agg) search.set('agg', query.agg);
  return get(`/api/v1/samples?${search}`, signal);
}
