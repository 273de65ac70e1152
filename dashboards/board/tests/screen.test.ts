import { describe, expect, it } from 'vitest';
import { countdown, minutesLeft } from '../src/screen/countdown';
import { latestDeeds } from '../src/screen/deeds';
import { reloadAfter } from '../src/screen/newer-board';
import { isNight, wander } from '../src/screen/rest';
import { isPressing, lookOf, percentOf, worstOf } from '../src/screen/urgency';
import { someBinState } from './some';

const doubt = { reason: 'lid-open', since: '2026-11-22T12:00:00Z', likely_level: 0.4 };

describe('how a bin looks from across the room', () => {
  it('is as it stands', () => {
    expect(lookOf(someBinState('a', { state: 'urgent' }))).toBe('urgent');
  });

  it('is a doubt when its level is not believed, but what someone saw there is a fact', () => {
    expect(lookOf(someBinState('a', { state: 'full', doubt }))).toBe('doubt');
    expect(lookOf(someBinState('a', { state: 'overflowing', doubt }))).toBe('overflowing');
    expect(lookOf(someBinState('a', { state: 'emptied', doubt }))).toBe('emptied');
  });

  it('of a station is that of its most urgent bin, of equals the fullest', () => {
    const bins = [
      someBinState('a', { state: 'ok', level: 0.6 }), someBinState('b', { state: 'urgent', level: 0.86 }), someBinState('c', { state: 'urgent', level: 0.91 }),
      someBinState('d', { state: 'emptied', level: 0.99 }),
    ];
    expect(worstOf(bins)?.point).toBe('c');
    expect(worstOf([])).toBeNull();
  });

  it('calls for someone from soon on, and when it is doubtful', () => {
    expect((['ok', 'emptied', 'skipped', 'unknown', 'soon', 'doubt', 'urgent', 'full', 'overflowing'] as const).map(isPressing))
      .toEqual([false, false, false, false, true, true, true, true, true]);
  });

  it('has its level cut, never rounded up', () => {
    expect([0.949, 0.95, 0.29, 1, null].map(percentOf)).toEqual([94, 95, 29, 100, null]);
  });
});

describe('the clock to the next whistle', () => {
  it('counts minutes and seconds, hours where there are any, and stops at nothing', () => {
    expect([754_000, 753_001, 3_754_000, 0, -5_000].map(countdown)).toEqual(['12:34', '12:34', '1:02:34', '00:00', '00:00']);
    expect([754_000, 1, 0, -1].map(minutesLeft)).toEqual([13, 1, 0, 0]);
  });
});

describe('the latest deeds', () => {
  it('are the newest, whichever bin they were done to', () => {
    const last = (at: string) => ({ action: at, what: 'emptied' as const, why: null, note: null, at, by: 'operator', confirmed: null });
    const bins = [
      someBinState('a', { last: last('2026-11-22T12:01:00Z') }), someBinState('b'), someBinState('c', { last: last('2026-11-22T12:03:00Z') }),
      someBinState('d', { last: last('2026-11-22T12:02:00Z') }),
    ];
    expect(latestDeeds(bins, 2).map(({ point }) => point)).toEqual(['c', 'd']);
  });
});

describe('a screen that hangs for years', () => {
  it('wanders a few pixels each minute, comes back, and never goes beyond its margin', () => {
    const places = Array.from({ length: 18 }, (_, minute) => wander(minute * 60_000));
    expect(new Set(places).size).toBe(9);
    expect(places.slice(9)).toEqual(places.slice(0, 9));
    for (const place of places) for (const pixels of place.split(' ')) expect(Math.abs(parseInt(pixels, 10))).toBeLessThanOrEqual(6);
  });

  it('dims at night when no match is on', () => {
    expect([21, 22, 23, 0, 5, 6].map((hour) => isNight(hour, false))).toEqual([false, true, true, true, true, false]);
    expect(isNight(23, true)).toBe(false);
  });

  it('loads itself anew for another board, spread over a minute, and once an hour where that did not help', () => {
    expect(reloadAfter('a', 'b', null, () => 0.5)).toBe(30_000);
    expect(reloadAfter('a', 'b', 'b', () => 0.5)).toBe(3_600_000);
    expect(reloadAfter('a', 'c', 'b', () => 0.5)).toBe(30_000);
  });

  it('stays when the board is its own, and where nobody knows', () => {
    expect(reloadAfter('a', 'a', null, () => 0.5)).toBeNull();
    expect(reloadAfter('a', null, null, () => 0.5)).toBeNull();
    expect(reloadAfter(null, 'b', null, () => 0.5)).toBeNull();
  });
});
