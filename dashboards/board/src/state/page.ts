import { pageOf } from './page-address';
import { createStore, useStore } from './store';

const page = createStore(pageOf(location.hash));

export function startPage(): void {
  const read = (): void => page.set(pageOf(location.hash));
  addEventListener('hashchange', read);
  // It may have changed since this file came.
  read();
}

export const openPage = page.get;

export const listenToPage = page.listen;

export const usePage = (): string => useStore(page, (p) => p);
