import { describe, expect, it } from 'vitest';
import type { MatchBrief, Phase } from '../src/api/types';
import { addressOfMatch, before, choiceOf, matchOf, titleOf } from '../src/match/choice';
import { figures, median } from '../src/match/figures';
import { fromLocal, toLocal } from '../src/match/local-time';
import { countdown, followingOf, isNear, stepsOf } from '../src/match/plan';
import { empty, step } from '../src/match/rehearsal/player';
import type { PhaseStart, Results } from '../src/match/types';

const someMatch = (match: string, state: MatchBrief['state'], change: Partial<MatchBrief> = {}): MatchBrief => ({
  match, home: null, opponent: 'Gefle IF', kick_off: `${match.slice(0, 10)}T14:00:00Z`, expected_attendance: 700, source: 'manifest', state,
  phase: 'over', phase_since: null, next_phase: null, next_phase_at: null, ...change,
});

const start = (phase: Phase, at: string, planned = at): PhaseStart => ({ phase, at, planned, by_hand: at !== planned });

describe('the match a page shows', () => {
  const season = [someMatch('2026-11-07-a', 'over'), someMatch('2026-11-14-b', 'over'), someMatch('2026-11-28-c', 'planned'), someMatch('2026-12-05-d', 'planned')];

  it('is the one that is on, else the next, else the last', () => {
    expect(choiceOf([...season, someMatch('2026-11-22-x', 'on')])?.match).toBe('2026-11-22-x');
    expect(choiceOf(season)?.match).toBe('2026-11-28-c');
    expect(choiceOf(season.slice(0, 2))?.match).toBe('2026-11-14-b');
    expect(choiceOf([])).toBeUndefined();
  });

  it('is compared with those before it, the last first, and never with one that was called off', () => {
    const called = [...season, someMatch('2026-11-21-off', 'cancelled')];
    expect(before(called, season[2]!, 5).map((match) => match.match)).toEqual(['2026-11-14-b', '2026-11-07-a']);
    expect(before(called, season[1]!, 5).map((match) => match.match)).toEqual(['2026-11-07-a']);
    expect(before(called, season[2]!, 1)).toHaveLength(1);
  });

  it('has an address', () => {
    expect(matchOf(addressOfMatch('2026-11-28-åå'))).toBe('2026-11-28-åå');
    expect(matchOf('#page=match')).toBeNull();
    expect(titleOf(season[0]!, 'Arenan')).toBe('Arenan – Gefle IF');
  });
});

describe('phases', () => {
  const phases = [start('gates', '2026-11-28T12:45:00Z'), start('first-half', '2026-11-28T14:06:00Z', '2026-11-28T14:00:00Z'), start('half-time', '2026-11-28T14:53:00Z', '2026-11-28T14:47:00Z')];

  it('are behind, on or to come, and tell how late they are', () => {
    const steps = stepsOf({ phases }, Date.parse('2026-11-28T14:10:00Z'));
    expect(steps.map((each) => each.standing)).toEqual(['past', 'now', 'ahead']);
    expect(steps.map((each) => each.late)).toEqual([0, 6, 6]);
    expect(stepsOf({ phases }, Date.parse('2026-11-28T10:00:00Z')).every((each) => each.standing === 'ahead')).toBe(true);
  });

  it('follow each other to the end', () => {
    expect(followingOf({ state: 'planned', phase: 'over' })).toBe('gates');
    expect(followingOf({ state: 'on', phase: 'half-time' })).toBe('second-half');
    expect(followingOf({ state: 'on', phase: 'clean-up' })).toBe('over');
    expect(followingOf({ state: 'over', phase: 'over' })).toBeNull();
    expect(followingOf({ state: 'cancelled', phase: 'over' })).toBeNull();
  });

  it('are begun by hand only when the day is near', () => {
    const planned = someMatch('2026-11-28-c', 'planned', { next_phase_at: '2026-11-28T12:45:00Z' });
    expect(isNear(planned, Date.parse('2026-11-28T09:44:00Z'))).toBe(false);
    expect(isNear(planned, Date.parse('2026-11-28T09:46:00Z'))).toBe(true);
    expect(isNear(someMatch('2026-11-28-c', 'over'), 0)).toBe(false);
  });

  it('are counted down to, and never below nothing', () => {
    expect(countdown(754_000)).toBe('12:34');
    expect(countdown(3_909_999)).toBe('1:05:09');
    expect(countdown(-1)).toBe('00:00');
  });
});

describe("the venue's wall time", () => {
  const zone = 'Europe/Stockholm';

  it.each([
    ['2026-11-28T13:00', '2026-11-28T12:00:00Z'],
    ['2026-07-06T19:00', '2026-07-06T17:00:00Z'],
    // The clocks change at one in the night, UTC.
    ['2026-03-29T15:00', '2026-03-29T13:00:00Z'],
    ['2026-10-25T01:30', '2026-10-24T23:30:00Z'],
    ['2026-10-25T15:00', '2026-10-25T14:00:00Z'],
  ])('%s is %s, and back', (local, utc) => {
    expect(fromLocal(local, zone)).toBe(utc);
    expect(toLocal(Date.parse(utc), zone)).toBe(local);
  });

  it('is none where a field is empty', () => {
    expect(fromLocal('', zone)).toBeNull();
  });
});

describe('figures of a match', () => {
  const results: Results = { attendance: 2000, waste_kg: 500, sorted_kg: 300, energy_wh: 4_200_000, water_l: 61_500, emptyings: 12 };
  const of = (r: Results): (number | null)[] => figures.map((figure) => figure.of(r));

  it('are worked out by hand', () => {
    expect(of(results)).toEqual([2000, 500, 250, 60, 12, 4200, 61.5]);
  });

  it('are unknown where nobody measured or nobody came', () => {
    expect(of({ ...results, attendance: 0, waste_kg: null })).toEqual([0, null, null, null, 12, 4200, 61.5]);
  });

  it('have a middle', () => {
    expect(median([3, null, 1, 2])).toBe(2);
    expect(median([4, 1])).toBe(2.5);
    expect(median([null])).toBeNull();
  });
});

describe('a rehearsal', () => {
  const event = (name: string, data: unknown) => ({ event: name, data: JSON.stringify(data), id: '' });
  const t = '2026-11-07T12:30:00Z';

  it('knows only what its own stream told', () => {
    let player = step(empty(), event('rehearsal', { match: 'x', speed: 60, from: '2026-11-07T10:45:00Z', to: '2026-11-07T16:00:00Z' }));
    player = step(player, event('rehearsal_phase', { phase: 'gates', at: '2026-11-07T10:45:00Z', by_hand: false }));
    player = step(player, event('rehearsal_samples', { t, samples: [{ point: 'a', quantity: 'filling_level', t, v: 0.5, quality: 0 }] }));
    player = step(player, event('samples', { samples: [{ point: 'a', quantity: 'filling_level', t, v: 0.9, quality: 0 }] }));

    expect(player.values.get('a/filling_level')).toBe(0.5);
    expect([player.playing, player.phase, player.at]).toEqual(['playing', 'gates', Date.parse(t)]);
  });

  it('goes on in the middle without forgetting where the match began, and ends', () => {
    let player = step(empty(), event('rehearsal', { from: '2026-11-07T10:45:00Z', to: '2026-11-07T16:00:00Z' }));
    player = step(player, event('rehearsal', { from: t, to: '2026-11-07T16:00:00Z' }));
    expect([player.from, player.at]).toEqual([Date.parse('2026-11-07T10:45:00Z'), Date.parse(t)]);
    expect(step(player, event('rehearsal_phase', { phase: 'over', at: '2026-11-07T16:00:00Z' })).playing).toBe('ended');
  });
});
