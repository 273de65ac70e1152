import type { MatchBrief, Phase } from '../api/types';

/** The phases of a match day in their order. */
export const phases: readonly Phase[] = ['gates', 'first-half', 'half-time', 'second-half', 'egress', 'clean-up', 'over'];

export interface PhaseStart {
  readonly phase: Phase;
  /** When it began, or will by what is known now. */
  readonly at: string;
  /** When it would begin had nobody begun anything by hand. */
  readonly planned: string;
  readonly by_hand: boolean;
}

/** From the gates to the end of cleaning; null where nobody measured. */
export interface Results {
  readonly attendance: number | null;
  readonly waste_kg: number | null;
  /** Of that, all fractions but residual. */
  readonly sorted_kg: number | null;
  readonly energy_wh: number | null;
  readonly water_l: number | null;
  readonly emptyings: number | null;
}

/** What someone said of a match; only what was spoken of is there. */
export interface Said {
  readonly made?: string;
  readonly home?: string;
  readonly opponent?: string;
  readonly kick_off?: string;
  readonly expected_attendance?: number;
  /** −1: as the turnstiles count. */
  readonly attendance?: number;
  readonly uid?: string;
  readonly cancelled?: boolean;
  readonly phase?: Phase;
  readonly phase_at?: string;
  /** Number of the event that was taken back. */
  readonly undoes?: number;
}

export interface MatchEvent {
  readonly event: number;
  readonly at: string;
  /** A name for who is signed in, else a role. */
  readonly who: string;
  readonly undone: boolean;
  readonly said: Said;
}

export interface MatchWhole extends MatchBrief {
  /** As set by hand; null where the turnstiles' count holds. */
  readonly set_attendance: number | null;
  readonly phases: readonly PhaseStart[];
  readonly results: Results;
  readonly history: readonly MatchEvent[];
}

/** What an import took, by names of matches; `skipped` by titles of the calendar. */
export interface Imported {
  readonly made: readonly string[];
  readonly changed: readonly string[];
  readonly unchanged: readonly string[];
  readonly skipped: readonly string[];
}
