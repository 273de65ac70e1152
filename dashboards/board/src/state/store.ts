import { useEffect, useReducer, useRef } from 'preact/hooks';

/** A value that can be read, changed and listened to. */
export interface Store<T> {
  readonly get: () => T;
  readonly set: (next: T) => void;
  readonly listen: (listener: () => void) => () => void;
}

export function createStore<T>(initial: T): Store<T> {
  let value = initial;
  const listeners = new Set<() => void>();
  return {
    get: () => value,
    set: (next) => {
      if (Object.is(next, value)) return;
      value = next;
      for (const listener of [...listeners]) listener();
    },
    listen: (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
}

/** What `select` makes of the store; the component renders again only when that changes. */
export function useStore<T, S>(store: Store<T>, select: (value: T) => S): S {
  const [, render] = useReducer((n: number) => n + 1, 0);
  const selected = select(store.get());
  const latest = useRef({ select, selected });
  latest.current = { select, selected };
  useEffect(() => {
    const check = (): void => {
      const { select: pick, selected: before } = latest.current;
      if (!Object.is(pick(store.get()), before)) render(0);
    };
    check();
    return store.listen(check);
  }, [store]);
  return selected;
}
