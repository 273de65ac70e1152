import { get, problemOf } from '../api/client';
import type { Check, Contamination, Grouping, Trial, TrialResult } from './types';

const span = (from: number, to: number): Record<string, string> => ({ from: new Date(from).toISOString(), to: new Date(to).toISOString() });

export const getChecks = async (from: number, to: number, signal: AbortSignal): Promise<readonly Check[]> =>
  (await get<{ checks: readonly Check[] }>(`/api/v1/checks?${new URLSearchParams(span(from, to))}`, signal)).checks;

export const getContamination = (from: number, to: number, by: Grouping, signal: AbortSignal): Promise<Contamination> =>
  get(`/api/v1/contamination?${new URLSearchParams({ ...span(from, to), by })}`, signal);

/** Every trial that stands, newest first, with what it came to. */
export async function getTrials(signal: AbortSignal): Promise<readonly TrialResult[]> {
  const { trials } = await get<{ trials: readonly Trial[] }>('/api/v1/trials', signal);
  const standing = trials.filter((trial) => !trial.withdrawn).reverse();
  return Promise.all(standing.map((trial) => get<TrialResult>(`/api/v1/trials/${trial.trial}`, signal)));
}

/** Says something of trials; at a desk with network, so it isn't queued. */
export async function postTrial(path: string, body: Readonly<Record<string, unknown>>): Promise<void> {
  const response = await fetch(path, { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) });
  if (!response.ok) throw await problemOf(response);
}

/** Everything in the span as CSV, for researchers. */
export const csvAddress = (from: number, to: number): string => `/api/v1/checks?${new URLSearchParams({ ...span(from, to), format: 'csv' })}`;
