import { backoff } from './backoff';
import { problemOf } from './client';
import { EventParser, type ServerEvent } from './sse';

/** Silence after which the line counts as dead, milliseconds: ingest sends a comment every 15 s. */
const SilenceLimit = 40_000;

export interface LiveHandlers {
  /** What the page must have before each connection. A rejection counts as a failed try. */
  readonly prepare: (signal: AbortSignal) => Promise<void>;
  readonly event: (event: ServerEvent) => void;
  readonly trying: () => void;
  /** The line is down, until `retryAt` on the browser's clock. */
  readonly down: (retryAt: number, reason: string) => void;
}

/**
 * Keeps one connection to /api/v1/live for as long as the page lives. Reconnects with back-off and jitter, and at once
 * when the network or the page comes back. Holds no events: a new connection begins with a snapshot.
 */
export async function keepLive(handlers: LiveHandlers): Promise<never> {
  let failures = 0;
  for (;;) {
    handlers.trying();
    let reason = 'end of stream';
    try {
      await listen(handlers, () => (failures = 0));
    } catch (error) {
      // Whatever broke the line, the answer is the same: say so on the page and try again.
      reason = error instanceof Error ? error.message : String(error);
    }
    failures += 1;
    const wait = backoff(failures, Math.random);
    handlers.down(Date.now() + wait, reason);
    await pause(wait);
  }
}

async function listen(handlers: LiveHandlers, healthy: () => void): Promise<void> {
  const abort = new AbortController();
  const giveUp = (): void => abort.abort(new Error(`silent for ${SilenceLimit / 1000} s`));
  let watchdog = setTimeout(giveUp, SilenceLimit);
  try {
    await handlers.prepare(abort.signal);
    const response = await fetch('/api/v1/live', {
      signal: abort.signal,
      headers: { accept: 'text/event-stream' },
      cache: 'no-store',
    });
    if (!response.ok) throw await problemOf(response);
    const reader = response.body!.pipeThrough(new TextDecoderStream()).getReader();
    const parser = new EventParser();
    for (let read = await reader.read(); !read.done; read = await reader.read()) {
      clearTimeout(watchdog);
      watchdog = setTimeout(giveUp, SilenceLimit);
      for (const event of parser.push(read.value)) {
        healthy();
        deliver(handlers, event);
      }
    }
  } finally {
    clearTimeout(watchdog);
    abort.abort();
  }
}

/** An event the page can't use is reported as the defect it is, and costs neither the line nor the next event. */
function deliver(handlers: LiveHandlers, event: ServerEvent): void {
  try {
    handlers.event(event);
  } catch (error) {
    reportError(error);
  }
}

function pause(milliseconds: number): Promise<void> {
  return new Promise((resolve) => {
    const end = (): void => {
      clearTimeout(timer);
      removeEventListener('online', end);
      document.removeEventListener('visibilitychange', whenShown);
      resolve();
    };
    const whenShown = (): void => {
      if (!document.hidden) end();
    };
    const timer = setTimeout(end, milliseconds);
    addEventListener('online', end);
    document.addEventListener('visibilitychange', whenShown);
  });
}
