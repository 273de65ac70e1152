import { describe, expect, it } from 'vitest';
import { backoff, FirstWait, LongestWait } from '../src/api/backoff';
import { covers, liveAddress } from '../src/api/sections';
import { EventParser } from '../src/api/sse';

const wire = ': hello\r\n\r\nid: 1\nevent: samples\ndata: {"a":\ndata: 1}\n\nid: 2\revent: node\rdata:x\r\r';
const events = [
  { event: 'samples', data: '{"a":\n1}' },
  { event: 'node', data: 'x' },
];

describe('the event parser', () => {
  it('reads events with any line ending and skips heartbeats', () => {
    expect(new EventParser().push(`${wire}\n`)).toEqual(events);
  });

  it('gives the same events wherever the stream is torn', () => {
    for (let cut = 0; cut <= wire.length; cut++) {
      const parser = new EventParser();
      expect([...parser.push(wire.slice(0, cut)), ...parser.push(wire.slice(cut)), ...parser.push('\n')]).toEqual(events);
    }
  });

  it('holds an event back until its empty line has come', () => {
    const parser = new EventParser();
    expect(parser.push('data: 1\n')).toEqual([]);
    expect(parser.push('\n')).toEqual([{ event: 'message', data: '1' }]);
  });

  it('knows the number of what has come whole, and of nothing that has not', () => {
    const parser = new EventParser('run-1');
    parser.push('event: samples\ndata: 1\n\n');
    expect(parser.lastId).toBe('run-1');
    parser.push('id: run-2\n');
    expect(parser.lastId).toBe('run-1');
    expect(parser.push('\n')).toEqual([]);
    expect(parser.lastId).toBe('run-2');
  });

  it('knows when ingest wants to be asked again', () => {
    const parser = new EventParser();
    expect(parser.retry).toBeNull();
    parser.push('retry: 2718\nretry: soon\n\n');
    expect(parser.retry).toBe(2718);
  });
});

describe('back-off', () => {
  it('doubles from the first wait to the longest and never passes it', () => {
    const longest = [1, 2, 3, 4, 5, 6, 7, 1_000].map((n) => backoff(n, () => 1));
    expect(longest).toEqual([FirstWait, 1_000, 2_000, 4_000, 8_000, LongestWait, LongestWait, LongestWait]);
  });

  it('leaves half of the wait to chance', () => {
    expect(backoff(4, () => 0)).toBe(2_000);
    expect(backoff(4, () => 0.5)).toBe(3_000);
  });
});

describe('sections', () => {
  it('are asked for by name, or all of them', () => {
    expect(liveAddress(undefined)).toBe('/api/v1/live');
    expect(liveAddress(['bins', 'round'])).toBe('/api/v1/live?sections=bins,round');
  });

  it('can be resumed by fewer, never by more', () => {
    expect(covers(undefined, ['bins'])).toBe(true);
    expect(covers(['bins', 'round'], ['round'])).toBe(true);
    expect(covers(['bins'], ['bins', 'round'])).toBe(false);
    expect(covers(['bins'], undefined)).toBe(false);
  });
});
