import { formatSelection, parseSelection, type Selection } from './selection-address';
import { createStore, useStore } from './store';

const selection = createStore<Selection>(parseSelection(location.hash));

export function startSelection(): void {
  const read = (): void => selection.set(parseSelection(location.hash));
  addEventListener('hashchange', read);
  // It may have changed since this file came.
  read();
}

export const useSelection = (): Selection => useStore(selection, (s) => s);

export function select(change: Partial<Selection>): void {
  const next = { ...selection.get(), ...change };
  selection.set(next);
  history.replaceState(null, '', formatSelection(next));
}
