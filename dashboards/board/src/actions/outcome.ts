import { problemOf } from '../api/client';
import type { Refusal } from './entry';

/** What became of one try to send. */
export type Outcome =
  /** Ingest has it, now or from a try before. `answer` is what it said, or null. */
  | { readonly kind: 'said'; readonly answer: unknown }
  | { readonly kind: 'refused'; readonly refused: Refusal }
  /** Waits until someone who may has signed in. */
  | { readonly kind: 'sign-in'; readonly reason: string }
  /** Nobody can say whether it arrived: the same is sent again. `after`: not sooner than so many milliseconds, as ingest asked. */
  | { readonly kind: 'later'; readonly after: number; readonly reason: string };

/** Ingest may ask for a pause up to this, milliseconds. */
const LongestPause = 300_000;

/** What an answer means: 2xx said; 401, 403 sign in; 408, 425, 429, 5xx later; every other 4xx refused. `now` on the browser's clock. */
export async function outcomeOf(response: Response, now: number): Promise<Outcome> {
  const { status } = response;
  if (status === 204) return { kind: 'said', answer: null };
  if (response.ok) return heard(response);
  const reason = (await problemOf(response)).message;
  if (status === 401 || status === 403) return { kind: 'sign-in', reason };
  if ([408, 425, 429].includes(status) || status < 400 || status >= 500) {
    return { kind: 'later', after: pauseOf(response.headers.get('retry-after'), now), reason };
  }
  return { kind: 'refused', refused: { status, reason } };
}

// A guest network's sign-in page answers 200 to everything: only JSON is ingest's word.
async function heard(response: Response): Promise<Outcome> {
  if (!response.headers.get('content-type')?.includes('json')) {
    return { kind: 'later', after: 0, reason: 'The network answered instead of ingest.' };
  }
  return { kind: 'said', answer: await response.json() };
}

/** Retry-After (RFC 9110, section 10.2.3): seconds or a date. */
function pauseOf(header: string | null, now: number): number {
  if (header === null) return 0;
  const pause = /^\d+$/.test(header) ? Number(header) * 1000 : Date.parse(header) - now;
  return Number.isNaN(pause) ? 0 : Math.min(LongestPause, Math.max(0, pause));
}
