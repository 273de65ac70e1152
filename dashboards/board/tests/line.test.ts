import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { keepLive, type Live, type LiveHandlers } from '../src/api/live';

/** One request for the stream, and the line it was answered with. */
interface Asked {
  readonly address: string;
  readonly lastId: string | null;
  readonly signal: AbortSignal;
  readonly say: (text: string) => void;
  readonly breakOff: () => void;
}

describe('the live line', () => {
  let asked: Asked[];
  let told: string[];
  let waits: number[];
  let refuse: Response | null;

  beforeEach(() => {
    vi.useFakeTimers();
    [asked, told, waits, refuse] = [[], [], [], null];
    const nowhere = { addEventListener: () => undefined, removeEventListener: () => undefined };
    vi.stubGlobal('document', { ...nowhere, hidden: false });
    vi.stubGlobal('addEventListener', nowhere.addEventListener);
    vi.stubGlobal('removeEventListener', nowhere.removeEventListener);
    vi.stubGlobal('fetch', (address: string, { headers, signal }: { headers: Record<string, string>; signal: AbortSignal }) => {
      if (refuse) return Promise.resolve(refuse);
      let line!: ReadableStreamDefaultController<Uint8Array>;
      const body = new ReadableStream<Uint8Array>({ start: (controller) => void (line = controller) });
      signal.addEventListener('abort', () => line.error(signal.reason));
      asked.push({
        address, lastId: headers['last-event-id'] ?? null, signal,
        say: (text) => line.enqueue(new TextEncoder().encode(text)), breakOff: () => line.error(new TypeError('network error')),
      });
      return Promise.resolve(new Response(body));
    });
  });

  afterEach(() => {
    vi.useRealTimers();
    vi.unstubAllGlobals();
  });

  const start = (handlers: Partial<LiveHandlers> = {}): Live =>
    keepLive({
      prepare: () => Promise.resolve(), event: ({ event }) => void told.push(event), trying: () => undefined, down: (at) => void waits.push(at - Date.now()), ...handlers,
    }, undefined);
  const settle = (): Promise<unknown> => vi.advanceTimersByTimeAsync(0);

  it('goes on after a break where it was, when ingest asked for it', async () => {
    start();
    await settle();
    asked[0]!.say('retry: 3210\nevent: hello\ndata: {}\n\nevent: samples\ndata: 1\n\nid: run-7\n\nevent: samples\ndata: 2\n\n');
    await settle();
    asked[0]!.breakOff();
    await settle();
    expect(waits).toEqual([3210]);
    await vi.advanceTimersByTimeAsync(3_209);
    expect(asked).toHaveLength(1);
    await vi.advanceTimersByTimeAsync(1);
    // The second samples came without their number: they are told again.
    expect(asked[1]!.lastId).toBe('run-7');
    expect(told).toEqual(['hello', 'samples', 'samples']);
  });

  it('backs off when ingest stays away, and comes when one that is full asked for it', async () => {
    start();
    await settle();
    asked[0]!.breakOff();
    await settle();
    refuse = new Response('{"detail":"There are 500 live streams already."}', { status: 503, headers: { 'content-type': 'application/problem+json', 'retry-after': '17' } });
    await vi.advanceTimersByTimeAsync(waits[0]!);
    expect(waits[0]).toBeLessThanOrEqual(500);
    expect(waits[1]).toBe(17_000);
  });

  it('takes a silence of 40 s for a break', async () => {
    start();
    await settle();
    asked[0]!.say(': heartbeat\n\n');
    await vi.advanceTimersByTimeAsync(39_999);
    expect(asked[0]!.signal.aborted).toBe(false);
    await vi.advanceTimersByTimeAsync(1);
    expect(asked[0]!.signal.aborted).toBe(true);
  });

  it('asks at once for what another page needs: on from its number when that is less, anew when it is more', async () => {
    const live = start();
    await settle();
    asked[0]!.say('event: hello\ndata: {}\n\nid: run-7\n\n');
    await settle();
    live.choose(['bins', 'round']);
    await settle();
    expect(asked[1]).toMatchObject({ address: '/api/v1/live?sections=bins,round', lastId: 'run-7' });
    live.choose(undefined);
    await settle();
    expect(asked[2]).toMatchObject({ address: '/api/v1/live', lastId: null });
    live.choose(undefined);
    await settle();
    expect(asked).toHaveLength(3);
    expect(waits).toEqual([]);
  });

  it('tries again when the catalogue could not be had', async () => {
    const prepare = vi.fn().mockRejectedValueOnce(new Error('no points')).mockResolvedValue(undefined);
    start({ prepare });
    await settle();
    expect(waits).toHaveLength(1);
    await vi.advanceTimersByTimeAsync(waits[0]!);
    expect(prepare).toHaveBeenCalledTimes(2);
    asked[1]!.say('event: hello\ndata: {}\n\n');
    await settle();
    asked[1]!.breakOff();
    await vi.advanceTimersByTimeAsync(20_000);
    // It has the catalogue.
    expect(prepare).toHaveBeenCalledTimes(2);
    expect(asked).toHaveLength(3);
  });
});
