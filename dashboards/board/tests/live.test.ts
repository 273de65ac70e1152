import { describe, expect, it } from 'vitest';
import { backoff, FirstWait, LongestWait } from '../src/api/backoff';
import { EventParser } from '../src/api/sse';

const wire = ': hello\r\n\r\nid: 1\nevent: samples\ndata: {"a":\ndata: 1}\n\nid: 2\revent: node\rdata:x\r\r';
const events = [
  { event: 'samples', data: '{"a":\n1}', id: '1' },
  { event: 'node', data: 'x', id: '2' },
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
    expect(parser.push('\n')).toEqual([{ event: 'message', data: '1', id: '' }]);
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
