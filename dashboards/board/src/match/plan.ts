import type { MatchBrief, Phase } from '../api/types';
import { phases, type MatchWhole, type PhaseStart } from './types';

/** How a phase stands: behind, going on, or to come. */
export type Standing = 'past' | 'now' | 'ahead';

export interface Step extends PhaseStart {
  readonly standing: Standing;
  /** Minutes after its plan; negative: before it. */
  readonly late: number;
}

/** The phases of a match as they stand at `now` (milliseconds, ingest's clock). */
export function stepsOf(match: Pick<MatchWhole, 'phases'>, now: number): readonly Step[] {
  const current = match.phases.findLastIndex((start) => Date.parse(start.at) <= now);
  return match.phases.map((start, place) => ({
    ...start,
    standing: place < current ? 'past' : place === current ? 'now' : 'ahead',
    late: Math.round((Date.parse(start.at) - Date.parse(start.planned)) / 60_000),
  }));
}

/** The phase one would begin by hand now: the next one; null when all is over or the match is called off. */
export function followingOf(match: Pick<MatchBrief, 'state' | 'phase'>): Phase | null {
  if (match.state === 'cancelled' || match.state === 'over') return null;
  if (match.state === 'planned') return 'gates';
  return phases[phases.indexOf(match.phase) + 1] ?? null;
}

/** Match day begins so long before the gates are due that nobody begins next week's match by mistake, milliseconds. */
const Near = 3 * 3_600_000;

/** Whether phases are begun by hand today: from three hours before the gates to the end. */
export const isNear = (match: Pick<MatchBrief, 'state' | 'next_phase_at'>, now: number): boolean =>
  match.state === 'on' || (match.state === 'planned' && match.next_phase_at !== null && Date.parse(match.next_phase_at) - now < Near);

/** "1:05:09", "12:34"; never below nothing. */
export function countdown(milliseconds: number): string {
  const s = Math.max(0, Math.floor(milliseconds / 1000));
  const two = (n: number): string => String(n).padStart(2, '0');
  const [hours, minutes] = [Math.floor(s / 3600), Math.floor(s / 60) % 60];
  return hours > 0 ? `${hours}:${two(minutes)}:${two(s % 60)}` : `${two(minutes)}:${two(s % 60)}`;
}
