import { createStore, useStore } from './store';

/** Name of the page in the address (`#page=fleet`), so that a screen can be pointed at one; the live page has none. */
export const pageOf = (hash: string): string => new URLSearchParams(hash.replace(/^#/, '')).get('page') ?? 'live';

export const addressOf = (page: string): string => (page === 'live' ? '#' : `#page=${page}`);

const page = createStore(pageOf(location.hash));

export function startPage(): void {
  addEventListener('hashchange', () => page.set(pageOf(location.hash)));
}

export const openPage = page.get;

export const listenToPage = page.listen;

export const usePage = (): string => useStore(page, (p) => p);
