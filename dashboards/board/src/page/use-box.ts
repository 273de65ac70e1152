import { useLayoutEffect, useRef, useState } from 'preact/hooks';
import type { RefObject } from 'preact';

/** The size of an element in pixels, as it changes; zero before the first look. */
export function useBox<E extends HTMLElement>(): [{ width: number; height: number }, RefObject<E | null>] {
  const element = useRef<E>(null);
  const [box, setBox] = useState({ width: 0, height: 0 });
  useLayoutEffect(() => {
    if (!element.current) return;
    const observer = new ResizeObserver(([entry]) => {
      const { width, height } = entry!.contentRect;
      setBox((old) => (old.width === Math.round(width) && old.height === Math.round(height) ? old : { width: Math.round(width), height: Math.round(height) }));
    });
    observer.observe(element.current);
    return () => observer.disconnect();
  }, []);
  return [box, element];
}
