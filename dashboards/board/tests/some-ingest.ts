import type { Entry } from '../src/actions/entry';

/** What happens to one request. `killed`: the page dies before an answer; `torn`: the answer breaks off; `portal`: the guest network answers. */
export type Fault =
  | 'none' | 'lost-before' | 'lost-after' | 'torn' | 'portal' | 'busy' | 'broken' | 'refused' | 'signed-out' | 'no-right' | 'killed-before' | 'killed-after';

/** An ingest that hears an action once, behind a network that does what it is told, request by request, and then is well. */
export class SomeIngest {
  /** Actions in the order they were first heard. */
  readonly story: string[] = [];
  readonly files: string[] = [];
  requests = 0;
  readonly heardSomething: Promise<void>;
  readonly #faults: Fault[];
  #heard: () => void = () => undefined;
  #kill: () => void = () => undefined;

  constructor(faults: readonly Fault[]) {
    this.#faults = [...faults];
    this.heardSomething = new Promise((resolve) => (this.#heard = resolve));
  }

  /** Until the next page dies. */
  killed(): Promise<void> {
    return new Promise((resolve) => (this.#kill = resolve));
  }

  async hear(entry: Entry, file: ArrayBuffer | null): Promise<Response> {
    this.requests += 1;
    const fault = this.#faults.shift() ?? 'none';
    await new Promise((resolve) => setTimeout(resolve, 0));
    switch (fault) {
      case 'lost-before': throw new TypeError('Failed to fetch');
      case 'portal': return new Response('<html>Welcome to the guest network', { headers: { 'content-type': 'text/html' } });
      case 'busy': return problem(429, 'Too many.', { 'retry-after': '7' });
      case 'broken': return problem(503, 'Starting.');
      case 'refused': return problem(400, 'at is too old.', {}, 'Tap it again.');
      case 'signed-out': return problem(401, 'Sign in.');
      case 'no-right': return problem(403, 'Sign in.');
      case 'killed-before': return this.#die();
    }
    this.#say(entry, file);
    switch (fault) {
      case 'lost-after': throw new TypeError('Failed to fetch');
      case 'torn': return new Response('{"point":', { headers: { 'content-type': 'application/json' } });
      case 'killed-after': return this.#die();
      default: return file ? new Response(null, { status: 204 }) : Response.json({ point: 'bin-a' });
    }
  }

  #say(entry: Entry, file: ArrayBuffer | null): void {
    if (!this.story.includes(entry.action)) {
      this.story.push(entry.action);
      if (file) this.files.push(new TextDecoder().decode(file));
    }
    this.#heard();
  }

  #die(): Promise<Response> {
    this.#kill();
    return new Promise(() => undefined);
  }
}

const problem = (status: number, detail: string, headers: Record<string, string> = {}, fix?: string): Response =>
  new Response(JSON.stringify({ title: 'Problem', detail, fix }), { status, headers: { 'content-type': 'application/problem+json', ...headers } });
