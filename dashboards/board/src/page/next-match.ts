import type { Match } from '../api/types';

/** Two halves, the break and stoppage, milliseconds. */
const MatchLength = 115 * 60_000;

/** The match that is on, else the next to come. */
export function nextMatch(matches: readonly Match[], now: number): Match | undefined {
  return matches
    .filter((match) => Date.parse(match.kick_off) + MatchLength > now)
    .sort((a, b) => Date.parse(a.kick_off) - Date.parse(b.kick_off))[0];
}
