import { describe, expect, it } from 'vitest';
import type { Entry } from '../src/actions/entry';
import type { LastDeed } from '../src/api/types';
import { binAddress, binOf } from '../src/round/bin-address';
import { actPath, deedOf, shown, UndoPath } from '../src/round/deeds';
import { PlaceKept, type Row, steady } from '../src/round/steady';
import { someBinState, someRound } from './some';

const noon = Date.parse('2026-11-22T12:00:00Z');

const entry = (path: string, body: Record<string, unknown>, at = noon, action = 'a'.repeat(32)): Entry => ({
  n: 1, action, method: 'POST', path, body, type: 'application/json', size: 0, label: '', at, by: null, refused: null,
});
const tapped = (point: string, what: string, at = noon, action?: string): Entry => entry(actPath(point), { what }, at, action);

const last = (change: Partial<LastDeed> = {}): LastDeed => ({
  action: 'b'.repeat(32), what: 'emptied', why: null, note: null, at: '2026-11-22T11:50:00Z', by: 'Anna', confirmed: null, ...change,
});

describe('a bin, as a phone shows it', () => {
  it('is as ingest says when nothing waits for it', () => {
    const bin = someBinState('a', { state: 'emptied', last: last() });
    expect(shown(bin, 'a', [tapped('b', 'emptied')])).toEqual({ state: 'emptied', last: last(), waiting: false });
  });

  it.each([['emptied', 'emptied'], ['swapped', 'emptied'], ['skipped', 'skipped'], ['overflowing', 'overflowing'], ['sensor_cleaned', 'full']] as const)(
    'that was %s here is %s at once, and marked as waiting', (what, state) => {
      const told = shown(someBinState('a', { state: 'full' }), 'a', [tapped('a', what)]);
      expect(told).toMatchObject({ state, waiting: true, last: { what, by: null } });
    },
  );

  it('keeps what another phone did later than a tap that still waits here', () => {
    const bin = someBinState('a', { state: 'emptied', last: last({ at: '2026-11-22T12:05:00Z' }) });
    expect(shown(bin, 'a', [tapped('a', 'overflowing', noon)])).toMatchObject({ state: 'emptied', waiting: false, last: { by: 'Anna' } });
  });

  it('shows the last of several taps, and the one before when that is taken back', () => {
    const taps = [tapped('a', 'overflowing', noon), tapped('a', 'emptied', noon + 1_000, 'c'.repeat(32))];
    expect(shown(undefined, 'a', taps).state).toBe('emptied');
    expect(shown(undefined, 'a', [...taps, entry(UndoPath, { undoes: 'c'.repeat(32) })]).state).toBe('overflowing');
  });

  it('is as its level says when what ingest knew last is taken back here', () => {
    const bin = someBinState('a', { state: 'emptied', level: 0.97, last: last() });
    const undo = entry(UndoPath, { undoes: last().action });
    expect(shown(bin, 'a', [undo])).toEqual({ state: 'full', last: null, waiting: false });
    expect(shown({ ...bin, doubt: { reason: 'lid-open', since: '', likely_level: null } }, 'a', [undo]).state).toBe('unknown');
  });

  it('is found in what waits, whatever its name', () => {
    expect(deedOf(tapped('bin/å 1', 'emptied'))?.point).toBe('bin/å 1');
    expect(deedOf(entry('/api/v1/checks', {}))).toBeNull();
    expect(binOf(binAddress('bin/å 1'))).toBe('bin/å 1');
  });
});

describe('the rows of the round', () => {
  const stops = (...names: string[]) => someRound(names).stops;
  const names = (rows: readonly Row[]): string[] => rows.map((row) => (row.goneAt === null ? row.stop.point : `(${row.stop.point})`));

  it('keep the place of a stop that has left, for a while', () => {
    const before = steady([], stops('a', 'b', 'c'), noon);
    const after = steady(before, stops('a', 'c'), noon + 1_000);
    expect(names(after)).toEqual(['a', '(b)', 'c']);
    expect(names(steady(after, stops('a', 'c'), noon + 1_000 + PlaceKept))).toEqual(['a', 'c']);
  });

  it('keep it also at the head, and beside others that have left', () => {
    const before = steady([], stops('a', 'b', 'c'), noon);
    expect(names(steady(before, stops('c'), noon))).toEqual(['(a)', '(b)', 'c']);
    expect(names(steady(steady(before, stops('b', 'c'), noon), stops('c'), noon))).toEqual(['(a)', '(b)', 'c']);
  });

  it('take a stop that comes back as a stop', () => {
    const gone = steady(steady([], stops('a', 'b'), noon), stops('a'), noon);
    expect(names(steady(gone, stops('a', 'b'), noon))).toEqual(['a', 'b']);
  });
});
