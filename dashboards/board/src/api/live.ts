import { takeBegun } from '../early/begun';
import { backoff, soonAfter } from './backoff';
import { problemOf } from './client';
import { covers, liveAddress, type Section } from './sections';
import { EventParser, type ServerEvent } from './sse';

/** Silence after which the line counts as dead, milliseconds: ingest sends a comment every 15 s. */
const SilenceLimit = 40_000;
/** Phones whose network comes back at the same moment ask within this span, milliseconds. */
const NetworkSpread = 2_000;

export interface LiveHandlers {
  /** Fetched beside the first connection. A rejection counts as a failed try. */
  readonly prepare: (signal: AbortSignal) => Promise<void>;
  readonly event: (event: ServerEvent) => void;
  readonly trying: () => void;
  /** The line is down, until `retryAt` on the browser's clock. */
  readonly down: (retryAt: number, reason: string) => void;
}

export interface Live {
  /** Asks for other sections from now on; all without. */
  readonly choose: (sections: readonly Section[] | undefined) => void;
}

/**
 * Keeps one connection to /api/v1/live for as long as the page lives. After a break it goes on where it was (Last-Event-ID), or gets a
 * snapshot where ingest can't tell what came since. Comes back when ingest asked for it, then with back-off and jitter, and soon when the
 * network or the page comes back. Holds no events.
 */
export function keepLive(handlers: LiveHandlers, sections: readonly Section[] | undefined): Live {
  const line = new Line(handlers, sections);
  void line.keep();
  return { choose: (next) => line.choose(next) };
}

/** Ingest said when to come again; it has no seat, or can't read its store. */
class Later extends Error {
  constructor(message: string, readonly wait: number) {
    super(message);
  }
}

class Line {
  #failures = 0;
  #prepared = false;
  #lastId = '';
  #retry: number | null = null;
  #abort = new AbortController();
  #switched = false;

  constructor(readonly handlers: LiveHandlers, private sections: readonly Section[] | undefined) {}

  async keep(): Promise<never> {
    for (;;) {
      this.handlers.trying();
      let reason = 'end of stream';
      let later: number | null = null;
      try {
        await this.#listen();
      } catch (error) {
        // Whatever broke the line, the answer is the same: say so on the page and try again.
        reason = error instanceof Error ? error.message : String(error);
        if (error instanceof Later) later = error.wait;
      }
      if (this.#switched) {
        this.#switched = false;
        continue;
      }
      this.#failures += 1;
      const wait = later ?? (this.#failures === 1 && this.#retry !== null ? this.#retry : backoff(this.#failures, Math.random));
      this.handlers.down(Date.now() + wait, reason);
      await pause(wait);
    }
  }

  choose(sections: readonly Section[] | undefined): void {
    if (liveAddress(sections) === liveAddress(this.sections)) return;
    // What this line was not told of, the next one must be told whole.
    if (!covers(this.sections, sections)) this.#lastId = '';
    this.sections = sections;
    this.#switched = true;
    this.#abort.abort(new Error('another page'));
  }

  async #listen(): Promise<void> {
    const abort = (this.#abort = new AbortController());
    this.#switched = false;
    const giveUp = (): void => abort.abort(new Error(`silent for ${SilenceLimit / 1000} s`));
    let watchdog = setTimeout(giveUp, SilenceLimit);
    try {
      if (!this.#prepared) {
        this.handlers.prepare(abort.signal).then(() => (this.#prepared = true), (error: unknown) => abort.abort(error));
      }
      const address = liveAddress(this.sections);
      const begun = this.#lastId === '' ? takeBegun(address, abort.signal) : undefined;
      const response = await (begun ?? fetch(address, {
        signal: abort.signal,
        headers: { accept: 'text/event-stream', ...(this.#lastId === '' ? {} : { 'last-event-id': this.#lastId }) },
        cache: 'no-store',
      }));
      if (!response.ok) throw await refusal(response);
      const reader = response.body!.pipeThrough(new TextDecoderStream()).getReader();
      const parser = new EventParser(this.#lastId);
      for (let read = await reader.read(); !read.done; read = await reader.read()) {
        clearTimeout(watchdog);
        watchdog = setTimeout(giveUp, SilenceLimit);
        for (const event of parser.push(read.value)) {
          this.#failures = 0;
          deliver(this.handlers, event);
        }
        if (abort.signal.aborted) break;
        this.#lastId = parser.lastId;
        this.#retry = parser.retry ?? this.#retry;
      }
    } finally {
      clearTimeout(watchdog);
      abort.abort();
    }
  }
}

async function refusal(response: Response): Promise<Error> {
  const problem = await problemOf(response);
  const seconds = Number(response.headers.get('retry-after') ?? NaN);
  return Number.isFinite(seconds) ? new Later(problem.message, seconds * 1_000) : problem;
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
    let timer: ReturnType<typeof setTimeout>;
    const end = (): void => {
      clearTimeout(timer);
      removeEventListener('online', whenBack);
      document.removeEventListener('visibilitychange', whenShown);
      resolve();
    };
    const whenBack = (): void => {
      clearTimeout(timer);
      timer = setTimeout(end, soonAfter(NetworkSpread, Math.random));
    };
    const whenShown = (): void => {
      if (!document.hidden) end();
    };
    timer = setTimeout(end, milliseconds);
    addEventListener('online', whenBack);
    document.addEventListener('visibilitychange', whenShown);
  });
}
