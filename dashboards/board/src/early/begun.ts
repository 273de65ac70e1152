interface Begun {
  readonly answer: Promise<Response>;
  readonly abort: AbortController;
}

/** Requests sent before the code that wants their answers was here, by address. */
const begun = new Map<string, Begun>();

/** Asks now, for whoever asks for the same address first. */
export function begin(address: string, accept: string): void {
  const abort = new AbortController();
  const answer = fetch(address, { signal: abort.signal, headers: { accept }, cache: 'no-store' });
  // Who takes it hears of a failure.
  answer.catch(() => undefined);
  begun.set(address, { answer, abort });
}

/** Ends what nobody took: of a page that was left before it could be drawn. */
export function dropBegun(): void {
  for (const { abort } of begun.values()) abort.abort();
  begun.clear();
}

/** What was asked for already, once: a second asker sends a request of its own. Stops when `signal` does. */
export function takeBegun(address: string, signal: AbortSignal): Promise<Response> | undefined {
  const found = begun.get(address);
  begun.delete(address);
  if (found === undefined) return undefined;
  const stop = (): void => found.abort.abort(signal.reason);
  if (signal.aborted) stop();
  else signal.addEventListener('abort', stop, { once: true });
  return found.answer;
}
