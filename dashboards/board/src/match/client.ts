import { givenName } from '../actions/acting';
import { newAction } from '../actions/entry';
import { problemOf } from '../api/client';
import type { MatchBrief, Phase } from '../api/types';
import type { Imported, MatchWhole } from './types';

const Root = '/api/v1/matches';

export const pathOf = (match: string, what = ''): string => `${Root}/${encodeURIComponent(match)}${what}`;

async function ask<T>(path: string, init: RequestInit): Promise<T> {
  const response = await fetch(path, init);
  if (!response.ok) throw await problemOf(response);
  return (await response.json()) as T;
}

export const getMatches = async (signal: AbortSignal): Promise<readonly MatchBrief[]> =>
  (await ask<{ matches: readonly MatchBrief[] }>(Root, { signal })).matches;

export const getMatch = (match: string, signal: AbortSignal): Promise<MatchWhole> => ask(pathOf(match), { signal });

/** What the desk says of a match: at once or not at all, since whoever sits there sees whether it worked. */
export type Change = Readonly<Partial<{
  home: string;
  opponent: string;
  kick_off: string;
  expected_attendance: number;
  attendance: number;
  attendance_by_count: true;
  cancelled: boolean;
}>>;

/** Makes a match (null) or changes one. */
export const sayOf = (match: string | null, change: Change): Promise<MatchWhole> => post(match === null ? Root : pathOf(match), change);

/** Sets when a phase began, afterwards; what begins now goes through the queue. */
export const setPhase = (match: string, phase: Phase, at: string): Promise<MatchWhole> => post(pathOf(match, '/phase'), { phase, at });

/** Takes back what was said, by its number in the history. */
export const undoEvent = (match: string, event: number): Promise<MatchWhole> => post(pathOf(match, '/undo'), { event });

/** Takes the matches of a calendar over; `home`: only those of this home team. */
export async function importCalendar(file: Blob, home: string): Promise<Imported> {
  const search = new URLSearchParams({ ...named(), ...(home && { home }) });
  return ask(`${Root}/calendar?${search}`, { method: 'POST', headers: { 'content-type': 'text/calendar' }, body: await file.arrayBuffer() });
}

const post = (path: string, body: object): Promise<MatchWhole> =>
  ask(path, { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify({ ...body, ...named(), action: newAction() }) });

// At the machine itself nobody is signed in: there one gives a name.
function named(): { readonly who?: string } {
  const who = givenName();
  return who === null ? {} : { who };
}
