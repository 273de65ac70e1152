import { useEffect, useState } from 'preact/hooks';

const scheme = matchMedia('(prefers-color-scheme: dark)');

/** Whether the page is dark now; a canvas can't follow the style sheet by itself. */
export function useDark(): boolean {
  const [dark, setDark] = useState(scheme.matches);
  useEffect(() => {
    const change = (): void => setDark(scheme.matches);
    scheme.addEventListener('change', change);
    return () => scheme.removeEventListener('change', change);
  }, []);
  return dark;
}
