import { enqueue } from '../actions/queue';
import type { Phase } from '../api/types';
import { createStore, useStore } from '../state/store';
import { pathOf } from './client';

/** The phase that was begun last with a tap on this phone: what the undo bar shows until it is closed. */
export interface PhaseTap {
  readonly match: string;
  readonly phase: Phase;
  readonly action: string;
  /** Browser's clock, milliseconds. */
  readonly at: number;
  readonly undone: boolean;
}

/** A second tap sooner than this is a slip, milliseconds: no phase is so short. */
export const Settles = 5_000;

const tap = createStore<PhaseTap | null>(null);

export const usePhaseTap = (): PhaseTap | null => useStore(tap, (t) => t);

export const closePhaseTap = (): void => tap.set(null);

/** When a phase was tapped last and not taken back: told at once, while the phone still writes the tap down. */
let tappedAt = 0;

/** Begins a phase now: kept on the phone when this returns, and sent when it can be. What can't be kept is told by the strip. */
export async function beginPhase(match: string, phase: Phase, label: string): Promise<void> {
  if (Date.now() - tappedAt < Settles) return;
  tappedAt = Date.now();
  navigator.vibrate?.(30);
  const action = await kept(enqueue(pathOf(match, '/phase'), { phase }, label));
  if (action) tap.set({ match, phase, action, at: tappedAt, undone: false });
  else tappedAt = 0;
}

export async function undoPhase(last: PhaseTap, label: string): Promise<void> {
  navigator.vibrate?.(30);
  tappedAt = 0;
  if (await kept(enqueue(pathOf(last.match, '/undo'), { undoes: last.action }, label))) tap.set({ ...last, undone: true });
}

const kept = (keeping: Promise<string>): Promise<string | null> => keeping.catch(() => null);
