import type { BinEvent, BinState, BinUrgency } from '../src/api/types.ts';
import { binAnswers } from './match-day.ts';

/** What was tapped at bins, so that two windows of the page see each other. Simpler than ingest's rules, and lost at the end. */

interface Deed extends BinEvent {
  readonly point: string;
}

const deeds = new Map<string, Deed>();
const undone = new Map<string, string>();

const becomes: Readonly<Record<string, BinUrgency>> = { emptied: 'emptied', swapped: 'emptied', skipped: 'skipped', overflowing: 'overflowing' };

function over(bin: BinState): BinState {
  const own = [...deeds.values()].filter((deed) => deed.point === bin.point && !undone.has(deed.action!)).sort((a, b) => Date.parse(a.at) - Date.parse(b.at));
  const last = own.at(-1);
  if (!last) return bin;
  const { action, what, why, note, at, by } = last;
  return {
    ...bin, state: becomes[what] ?? bin.state, doubt: null, ...(becomes[what] === 'emptied' && { level: 0.02 }),
    last: { action, what, why, note, at, by, confirmed: null }, actions_today: own.length,
  };
}

export const binStates = (now: number): BinState[] => binAnswers(now).map(over);

const stateOf = (point: string, now: number): BinState | null => binStates(now).find((bin) => bin.point === point) ?? null;

export function act(point: string, body: Record<string, unknown>, now: number): BinState | null {
  const { action, at, what, why, who } = body as Record<string, string>;
  if (!deeds.has(action!)) {
    deeds.set(action!, {
      point, at: at!, kind: 'action', what: what as BinEvent['what'], why: why ?? null, note: null, by: who ?? 'Anna', action: action!, undone_by: null, kg: null,
      arrived: new Date(now).toISOString(),
    });
  }
  return stateOf(point, now);
}

export function undo(body: Record<string, unknown>, now: number): BinState | null {
  const { undoes, who } = body as Record<string, string>;
  undone.set(undoes!, who ?? 'Anna');
  return stateOf(deeds.get(undoes!)?.point ?? '', now);
}

export const story = (point: string): BinEvent[] =>
  [...deeds.values()].filter((deed) => deed.point === point).map((deed) => ({ ...deed, undone_by: undone.get(deed.action!) ?? null }));
