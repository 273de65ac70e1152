import { venue, type Match } from './manifest.ts';

/** Venue's local time as ms since 1970: the offset is the one that gives the same wall clock back. */
function unixOf(local: string, zone: string): number {
  const asUtc = Date.parse(`${local.replace(' ', 'T')}:00Z`);
  const wall = new Intl.DateTimeFormat('sv-SE', { timeZone: zone, dateStyle: 'short', timeStyle: 'short' });
  const found = [0, 1, 2].map((hours) => asUtc - hours * 3_600_000).find((time) => wall.format(time) === local);
  if (found === undefined) throw new Error(`${local} is no time of day in ${zone}.`);
  return found;
}

const Minute = 60_000;

/** When a match's gates open and when its cleaning is done: what Matchdag shows of it, ms since 1970. */
export function spanOf(match: Match): { from: number; to: number } {
  const kickOff = unixOf(match.kickOff, 'Europe/Stockholm');
  return { from: kickOff - 90 * Minute, to: kickOff + 240 * Minute };
}

/** The calendar, newest first. */
export const calendar = [...venue.matches].sort((one, other) => other.kickOff.localeCompare(one.kickOff));
