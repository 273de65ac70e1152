import { createStore, useStore } from './store';

/** What someone may do, as ingest's API names it. */
export type Right = 'view' | 'act' | 'plan' | 'tend' | 'study' | 'manage';

const rights = createStore<ReadonlySet<Right>>(new Set<Right>(['view']));

/** What ingest said that this browser may do. Only for what is shown: ingest itself judges each request. */
export const setRights = (now: Iterable<Right>): void => rights.set(new Set(now));

export const useRights = (): ReadonlySet<Right> => useStore(rights, (r) => r);
