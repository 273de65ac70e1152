import { problemOf } from '../api/client';
import { takeBegun } from '../early/begun';

/** No answer within this is no answer, milliseconds. */
const Patience = 20_000;

/** One request with JSON; throws what ingest says is wrong, or what the network does. */
export async function ask<T>(method: 'GET' | 'POST' | 'PUT' | 'DELETE', path: string, body?: unknown): Promise<T> {
  const signal = AbortSignal.timeout(Patience);
  const begun = method === 'GET' ? takeBegun(path, signal) : undefined;
  const response = await (begun ?? fetch(path, {
    method,
    headers: body === undefined ? { accept: 'application/json' } : { accept: 'application/json', 'content-type': 'application/json' },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    signal,
    redirect: 'error',
    cache: 'no-store',
  }));
  if (!response.ok) throw await problemOf(response);
  return (await response.json()) as T;
}
