import { createStore, useStore } from './store';

/** The live page, or how complete the data of every node are. In the address, so that a screen can be pointed at one. */
export type Page = 'live' | 'fleet';

export const FleetAddress = '#page=fleet';

export const pageOf = (hash: string): Page =>
  new URLSearchParams(hash.replace(/^#/, '')).get('page') === 'fleet' ? 'fleet' : 'live';

const page = createStore<Page>(pageOf(location.hash));

export function startPage(): void {
  addEventListener('hashchange', () => page.set(pageOf(location.hash)));
}

export const usePage = (): Page => useStore(page, (p) => p);
