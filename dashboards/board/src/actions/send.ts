import type { Entry } from './entry';
import { outcomeOf, type Outcome } from './outcome';

/** No answer within this is no answer, milliseconds; a photo on a crowded network needs longer. */
const Patience = 20_000;
const PatienceForFile = 90_000;

/** One try. Throws where the network does. */
export async function send(entry: Entry, file: ArrayBuffer | null): Promise<Outcome> {
  const response = await fetch(entry.path, {
    method: entry.method,
    headers: { 'content-type': entry.type, accept: 'application/json' },
    body: file ?? JSON.stringify(entry.body),
    signal: AbortSignal.timeout(file ? PatienceForFile : Patience),
    redirect: 'error',
    cache: 'no-store',
  });
  return outcomeOf(response, Date.now());
}
