import { createStore, useStore } from '../state/store';

/** The secret of a one-time link, in memory alone. */
const link = createStore<string | null>(null);

export const useLink = (): string | null => useStore(link, (l) => l);

export const forgetLink = (): void => link.set(null);

/** Takes a link's secret out of the address at once, before anybody else reads it: it must not stay in history, a screenshot or a shared address. */
export function startLink(): void {
  take();
  addEventListener('hashchange', take);
}

function take(): void {
  const found = linkIn(location.hash);
  if (found === null) return;
  history.replaceState(history.state, '', '#page=sign-in');
  link.set(found);
}

/** What stands behind `link=` in an address or its fragment. */
export function linkIn(address: string): string | null {
  const found = new URLSearchParams(address.slice(address.indexOf('#') + 1));
  return found.get('page') === 'sign-in' ? found.get('link') : null;
}
