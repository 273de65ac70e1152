import { useLayoutEffect, useRef } from 'preact/hooks';
import type { RefObject } from 'preact';

const calm = matchMedia('(prefers-reduced-motion: reduce)');

/** Underlines an element for a moment when what it says changes, so that a glance finds what moved. */
export function useChangeMark<E extends HTMLElement>(says: string): RefObject<E | null> {
  const element = useRef<E>(null);
  const before = useRef(says);
  useLayoutEffect(() => {
    if (before.current === says) return;
    before.current = says;
    if (calm.matches) return;
    element.current?.animate(
      [{ boxShadow: 'inset 0 -2px 0 var(--mark)' }, { boxShadow: 'inset 0 -2px 0 transparent' }],
      { duration: 1600, easing: 'ease-out' },
    );
  }, [says]);
  return element;
}
