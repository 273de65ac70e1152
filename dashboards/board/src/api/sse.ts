/** One server-sent event (WHATWG HTML, section 9.2.6). */
export interface ServerEvent {
  readonly event: string;
  readonly data: string;
}

/**
 * Cuts a text stream into server-sent events. Our own reader rather than EventSource, because EventSource hides
 * comment lines: the heartbeat that tells a silent line from a dead one.
 */
export class EventParser {
  #rest = '';
  #event = '';
  #data: string[] = [];
  #id: string;
  #lastId: string;
  #retry: number | null = null;

  constructor(lastId = '') {
    this.#id = this.#lastId = lastId;
  }

  /** The number of what has come whole: where a new connection goes on. Empty before the first. */
  get lastId(): string {
    return this.#lastId;
  }

  /** How long to wait before coming again when the line breaks, milliseconds; null where the server didn't say. */
  get retry(): number | null {
    return this.#retry;
  }

  /** Events completed by `chunk`; a torn line waits for the next chunk. */
  push(chunk: string): ServerEvent[] {
    const events: ServerEvent[] = [];
    const text = this.#rest + chunk;
    // A CR at the very end may be half of a CRLF.
    const held = text.endsWith('\r') ? '\r' : '';
    const lines = text.slice(0, text.length - held.length).split(/\r\n|\n|\r/);
    this.#rest = (lines.pop() ?? '') + held;
    for (const line of lines) {
      if (line === '') {
        // Also of a block without data: it is how ingest ends what came together.
        this.#lastId = this.#id;
        if (this.#data.length > 0) events.push({ event: this.#event || 'message', data: this.#data.join('\n') });
        this.#event = '';
        this.#data = [];
      } else {
        this.#field(line);
      }
    }
    return events;
  }

  #field(line: string): void {
    const colon = line.indexOf(':');
    const name = colon < 0 ? line : line.slice(0, colon);
    const value = colon < 0 ? '' : line.slice(colon + 1).replace(/^ /, '');
    if (name === 'event') this.#event = value;
    else if (name === 'data') this.#data.push(value);
    else if (name === 'id' && !value.includes('\0')) this.#id = value;
    else if (name === 'retry' && /^\d+$/.test(value)) this.#retry = Number(value);
  }
}
