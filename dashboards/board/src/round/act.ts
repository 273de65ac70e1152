import { enqueue, onSaid } from '../actions/queue';
import type { BinDeed, BinState } from '../api/types';
import { createStore, useStore } from '../state/store';
import { dispatch } from '../state/stores';
import { actPath, type Reason, UndoPath } from './deeds';
import { learnNames } from './staff';

/** The last thing tapped at a bin in this tab: what the undo bar shows, until it is closed or something else is tapped. */
export interface LastTap {
  readonly action: string;
  /** What was done and to which bin, as the page says it. */
  readonly label: string;
  readonly undone: boolean;
}

const lastTap = createStore<LastTap | null>(null);

export const useLastTap = (): LastTap | null => useStore(lastTap, (tap) => tap);

export const closeLastTap = (): void => lastTap.set(null);

// Ingest's answer to a tap is how the bin stands now; the stream would tell the same a moment later.
onSaid((_, answer) => {
  if (!isBinState(answer)) return;
  learnNames([answer.last]);
  dispatch({ type: 'bins', bins: [answer] });
});

const isBinState = (answer: unknown): answer is BinState =>
  typeof answer === 'object' && answer !== null && 'point' in answer && 'state' in answer && 'actions_today' in answer;

/** One tap at a bin: kept on the phone when this returns. What can't be kept is told by the strip. */
export async function act(point: string, what: BinDeed, why: Reason | null, label: string): Promise<void> {
  navigator.vibrate?.(30);
  const action = await kept(enqueue(actPath(point), { what, ...(why && { why }) }, label));
  if (action) lastTap.set({ action, label, undone: false });
}

/** Takes a tap back, this phone's or another's. */
export async function undo(action: string, label: string, undoLabel: string): Promise<void> {
  navigator.vibrate?.(30);
  if (await kept(enqueue(UndoPath, { undoes: action }, undoLabel))) lastTap.set({ action, label, undone: true });
}

const kept = (keeping: Promise<string>): Promise<string | null> => keeping.catch(() => null);
