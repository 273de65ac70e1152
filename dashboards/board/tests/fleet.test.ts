import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { Gap } from '../src/api/types';
import { inOrder, levelOf, midnight, percentOf, spanOf } from '../src/fleet/days';
import { textOr } from '../src/i18n/text';

const gap = (from: string, cause = 'unknown'): Gap => ({
  cause, from, to: from, epoch: null, first: null, last: null, samples: null, point: null, detail: '', certain: false,
});

describe('the seven days', () => {
  it('begin at the venue’s midnight, six days before today', () => {
    const now = Date.parse('2026-11-22T00:30:00Z');
    expect(new Date(midnight(now, 'Europe/Stockholm')).toISOString()).toBe('2026-11-21T23:00:00.000Z');
    expect(spanOf(now, 'Europe/Stockholm')).toEqual({ from: new Date('2026-11-15T23:00:00Z'), to: new Date(now) });
  });

  it('begin there although it is still yesterday in UTC', () => {
    expect(new Date(midnight(Date.parse('2026-11-21T23:30:00Z'), 'Europe/Stockholm')).toISOString()).toBe('2026-11-21T23:00:00.000Z');
  });
});

describe('a share of what was expected', () => {
  it.each([
    [null, 'none'], [1, 'whole'], [0.995, 'whole'], [0.9949, 'part'], [0.9, 'part'], [0.8999, 'poor'], [0, 'poor'],
  ] as const)('%s is %s', (complete, level) => expect(levelOf(complete)).toBe(level));

  it.each([[1, 100], [0.9999, 99], [0.57, 57], [0.29, 29], [0, 0]])('%s is cut to %s per cent', (complete, percent) =>
    expect(percentOf(complete)).toBe(percent));
});

describe('the gaps of all nodes', () => {
  it('stand newest first, with their node', () => {
    const gaps = inOrder([
      { node: 'b', gaps: [gap('2026-11-20T00:00:00Z'), gap('2026-11-22T00:00:00Z')] },
      { node: 'a', gaps: [gap('2026-11-21T00:00:00Z')] },
    ]);
    expect(gaps.map(({ node, from }) => `${node} ${from.slice(8, 10)}`)).toEqual(['b 22', 'a 21', 'b 20']);
  });

  it('that a node declares come before what is concluded', () => {
    const declared = { ...gap('2026-11-20T00:00:00Z', 'disk-full'), certain: true };
    const gaps = inOrder([{ node: 'a', gaps: [gap('2026-11-22T00:00:00Z'), declared, gap('2026-11-21T00:00:00Z')] }]);
    expect(gaps.map(({ cause, from }) => `${cause} ${from.slice(8, 10)}`)).toEqual(['disk-full 20', 'unknown 22', 'unknown 21']);
  });

  it('have their cause in plain words, and the raw word where the page knows no better', () => {
    expect(textOr('sv', 'cause', 'disk-full')).toBe('Borttaget: nodens disk var full');
    expect(textOr('en', 'cause', 'disk-full')).toBe('Dropped: the node’s disk was full');
    expect(textOr('sv', 'cause', 'eaten-by-a-moose')).toBe('eaten-by-a-moose');
  });
});

describe('BadInput 48: what came from the network', () => {
  const files = (folder: string): string[] =>
    readdirSync(folder, { withFileTypes: true }).flatMap((entry) =>
      entry.isDirectory() ? files(join(folder, entry.name)) : [join(folder, entry.name)]);

  it('is never written as HTML, nowhere in the page', () => {
    const source = files(join(import.meta.dirname, '../src')).filter((file) => /\.tsx?$/.test(file));
    expect(source.length).toBeGreaterThan(40);
    for (const file of source) expect(readFileSync(file, 'utf8'), file).not.toMatch(/innerHTML|outerHTML|insertAdjacentHTML|document\.write/i);
  });
});
