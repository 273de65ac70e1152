/** Brings a part of the page into view where the page is longer than the screen. */
export function reveal(id: string): void {
  const calm = matchMedia('(prefers-reduced-motion: reduce)').matches;
  document.getElementById(id)?.scrollIntoView({ block: 'nearest', behavior: calm ? 'auto' : 'smooth' });
}
