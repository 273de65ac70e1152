import type { Held, State } from './state';
import { initialState, seriesKey } from './state';
import { type Action, reduce } from './reduce';
import { createStore, useStore } from './store';

const board = createStore<State>(initialState(Date.now()));

export const dispatch = (action: Action): void => board.set(reduce(board.get(), action));

export const boardState = board.get;

export const listenToBoard = board.listen;

export const useBoard = <S>(select: (state: State) => S): S => useStore(board, select);

export const useReading = (point: string, quantity: string): Held | undefined =>
  useBoard((state) => state.values.get(seriesKey(point, quantity)));

/** Ingest's clock, ticking every second: ages are told by it, so a wrong clock in a TV makes nothing look old or fresh. */
const venueNow = (): number => Date.now() + board.get().skew;

const clock = createStore(venueNow());

export function startClock(): void {
  setInterval(() => clock.set(venueNow()), 1000);
}

/** Ingest's time in milliseconds, floored to `step`; renders again once a step. */
export const useNow = (step: number): number => useStore(clock, (now) => Math.floor(now / step) * step);
