import { useEffect, useState } from 'preact/hooks';

/** The page of one bin, with its story: a page of its own, so that the phone's back button closes it. */
export const binAddress = (point: string): string => `#${new URLSearchParams({ page: 'bin', bin: point })}`;

export const binOf = (hash: string): string => new URLSearchParams(hash.replace(/^#/, '')).get('bin') ?? '';

export function useBinInAddress(): string {
  const [bin, set] = useState(() => binOf(location.hash));
  useEffect(() => {
    const change = (): void => set(binOf(location.hash));
    addEventListener('hashchange', change);
    return () => removeEventListener('hashchange', change);
  }, []);
  return bin;
}
