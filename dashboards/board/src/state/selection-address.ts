export const spans = ['1h', '6h', '24h', '7d'] as const;
export type Span = (typeof spans)[number];

/** What the trend shows. Lives in the address, so that a TV can be pointed at one and a find can be sent on. */
export interface Selection {
  readonly point: string | null;
  readonly quantity: string | null;
  readonly span: Span;
}

export function parseSelection(hash: string): Selection {
  const search = new URLSearchParams(hash.replace(/^#/, ''));
  const span = spans.find((s) => s === search.get('span')) ?? '24h';
  return { point: search.get('point') || null, quantity: search.get('quantity') || null, span };
}

export function formatSelection({ point, quantity, span }: Selection): string {
  const search = new URLSearchParams();
  if (point) search.set('point', point);
  if (quantity) search.set('quantity', quantity);
  search.set('span', span);
  return `#${search}`;
}
