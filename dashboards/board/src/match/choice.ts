import type { MatchBrief } from '../api/types';

/** The match that the page shows where its address names none: the one on, else the next, else the last that was played. */
export function choiceOf(matches: readonly MatchBrief[]): MatchBrief | undefined {
  return (
    matches.find((match) => match.state === 'on') ??
    matches.find((match) => match.state === 'planned') ??
    matches.findLast((match) => match.state === 'over')
  );
}

/** Earlier matches to compare with, the last first. */
export const before = (matches: readonly MatchBrief[], match: MatchBrief, most: number): readonly MatchBrief[] =>
  matches
    .filter((each) => each.state === 'over' && each.match !== match.match && each.kick_off < match.kick_off)
    .sort((a, b) => b.kick_off.localeCompare(a.kick_off))
    .slice(0, most);

/** "Borlänge – Gefle IF"; the ground's own team goes by the name of the ground's page. */
export const titleOf = (match: Pick<MatchBrief, 'home' | 'opponent'>, own: string): string => `${match.home ?? own} – ${match.opponent}`;

export const addressOfMatch = (match: string): string => `#page=match&match=${encodeURIComponent(match)}`;

export const addressOfRehearsal = (match: string): string => `#page=rehearsal&match=${encodeURIComponent(match)}`;

/** Name of the match in an address, or null. */
export const matchOf = (hash: string): string | null => new URLSearchParams(hash.replace(/^#/, '')).get('match');
