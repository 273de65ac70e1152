import type { BinState, BinUrgency, MatchNow, Phase, Round } from '../src/api/types.ts';
import { valueAt } from './model.ts';
import { points } from './venue.ts';

/** A match day that is near half-time when the mock starts, then takes its course. */

const Minute = 60_000;
export const kickOff = Date.now() - 41 * Minute;
/** Minutes from kick-off. */
export const plan: readonly (readonly [Phase, number])[] = [['gates', -90], ['first-half', 0], ['half-time', 47], ['second-half', 62], ['egress', 110], ['clean-up', 140], ['over', 200]];

const iso = (at: number): string => new Date(at).toISOString();
const startOf = ([, minutes]: readonly [Phase, number]): number => kickOff + minutes * Minute;
const bins = points.filter((p) => p.group === 'bin');

export function matchAnswer(now: number): MatchNow {
  const begun = plan.findLastIndex((phase) => startOf(phase) <= now);
  const following = plan[begun + 1];
  return {
    match: {
      match: 'mock-match', home: null, opponent: 'Sandvikens IF', kick_off: iso(kickOff), expected_attendance: 5800, source: 'manifest', state: following ? 'on' : 'over',
      phase: plan[begun]![0], phase_since: iso(startOf(plan[begun]!)), next_phase: following?.[0] ?? null, next_phase_at: following ? iso(startOf(following)) : null,
    },
    next: null,
  };
}

const doubts = ['lid-open', 'dirty-sensor', 'bag-caught', 'stuck', 'contradicts-weight'];

/** Every sixth bin is doubtful, some were just emptied or skipped, one overflows; the rest are as full as they measure. */
export function binAnswers(now: number): BinState[] {
  return bins.map((bin, i) => {
    const level = valueAt(bin.point, 'bin', 'filling_level', now);
    const measured: BinUrgency = level >= 0.95 ? 'full' : level >= 0.8 ? 'urgent' : level >= 0.65 ? 'soon' : 'ok';
    const state: BinUrgency = i === 4 ? 'overflowing' : i % 11 === 7 ? 'emptied' : i % 13 === 9 ? 'skipped' : i % 17 === 15 ? 'unknown' : measured;
    const told = state === 'emptied' || state === 'skipped' || state === 'overflowing';
    return {
      point: bin.point, level: state === 'unknown' ? null : level, level_at: iso(now - 5_000), state, since: iso(now - (i + 1) * Minute),
      doubt: i % 6 === 5 ? { reason: doubts[i % doubts.length]!, since: iso(now - 4 * Minute), likely_level: 0.4 } : null,
      last: told
        ? { action: `${i}`.padStart(32, '0'), what: state, why: state === 'skipped' ? 'locked' : null, note: null, at: iso(now - (i + 1) * Minute), by: 'operator',
            confirmed: state === 'emptied' ? { at: iso(now - i * Minute), kg: 11.4 } : null }
        : null,
      actions_today: told ? 1 : 0,
    };
  });
}

export function roundAnswer(now: number, states: readonly BinState[]): Round {
  const { next_phase: phase, next_phase_at: at } = matchAnswer(now).match!;
  const due = states.filter((bin) => ['overflowing', 'full', 'urgent', 'soon'].includes(bin.state)).sort((a, b) => (b.level ?? 0) - (a.level ?? 0)).slice(0, 14);
  return {
    t: iso(now), match: 'mock-match',
    stops: due.map((bin, i) => ({
      point: bin.point, before: i < 3 || !phase || !at ? null : { phase, at }, chance: Math.max(0.3, 0.98 - i * 0.05), full: iso(now + (i + 1) * 3 * Minute),
      full_early: iso(now + (i + 1) * 2 * Minute), full_late: iso(now + (i + 2) * 4 * Minute),
      done: iso(now + (i + 1) * 2 * Minute), too_late: i > 11, look: bin.doubt !== null,
    })),
    progress: { emptied: 12, skipped: 2, left: due.length, overflowing: 1, kg: 184.6, sorted_share: 0.37 },
  };
}
