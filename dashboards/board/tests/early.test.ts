import { afterEach, describe, expect, it, vi } from 'vitest';
import { begin, dropBegun, takeBegun } from '../src/early/begun';

const asked: { address: string; signal: AbortSignal }[] = [];
vi.stubGlobal('fetch', (address: string, { signal }: { signal: AbortSignal }) => {
  asked.push({ address, signal });
  return Promise.resolve(new Response(address));
});

const never = new AbortController().signal;

describe('a request that began early', () => {
  afterEach(() => {
    dropBegun();
    asked.length = 0;
  });

  it('is taken once, by who asks for the same address', async () => {
    begin('/api/v1/site', 'application/json');
    expect(takeBegun('/api/v1/points', never)).toBeUndefined();
    expect(await (await takeBegun('/api/v1/site', never))?.text()).toBe('/api/v1/site');
    expect(takeBegun('/api/v1/site', never)).toBeUndefined();
  });

  it('stops with who took it', () => {
    begin('/api/v1/live', 'text/event-stream');
    const taker = new AbortController();
    void takeBegun('/api/v1/live', taker.signal);
    expect(asked[0]?.signal.aborted).toBe(false);
    taker.abort();
    expect(asked[0]?.signal.aborted).toBe(true);
  });

  it('stops when nobody takes it', () => {
    begin('/api/v1/live', 'text/event-stream');
    dropBegun();
    expect(asked[0]?.signal.aborted).toBe(true);
    expect(takeBegun('/api/v1/live', never)).toBeUndefined();
  });
});
