import { createStore, useStore } from './store';

export const spans = ['1h', '6h', '24h', '7d'] as const;
export type Span = (typeof spans)[number];

/** What the trend shows. Lives in the address, so that a TV can be pointed at one and a find can be sent on. */
export interface Selection {
  readonly point: string | null;
  readonly quantity: string | null;
  readonly span: Span;
}

export function parseSelection(hash: string): Selection {
  const search = new URLSearchParams(hash.replace(/^#/, ''));
  const span = spans.find((s) => s === search.get('span')) ?? '24h';
  return { point: search.get('point') || null, quantity: search.get('quantity') || null, span };
}

export function formatSelection({ point, quantity, span }: Selection): string {
  const search = new URLSearchParams();
  if (point) search.set('point', point);
  if (quantity) search.set('quantity', quantity);
  search.set('span', span);
  return `#${search}`;
}

const selection = createStore<Selection>(parseSelection(location.hash));

export function startSelection(): void {
  addEventListener('hashchange', () => selection.set(parseSelection(location.hash)));
}

export const useSelection = (): Selection => useStore(selection, (s) => s);

export function select(change: Partial<Selection>): void {
  const next = { ...selection.get(), ...change };
  selection.set(next);
  history.replaceState(null, '', formatSelection(next));
}
