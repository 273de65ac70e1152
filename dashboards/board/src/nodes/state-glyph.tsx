import type { Node } from '../api/types';

const marks: Readonly<Record<Node['state'], string>> = {
  online: 'M7 12.5l3.5 3.5L17 8.5',
  offline: 'M8 8l8 8m0-8l-8 8',
  unknown: 'M7 12h10',
};

/** A node's state as a shape: tick, cross or dash. */
export const StateGlyph = ({ state }: { readonly state: Node['state'] }) => (
  <svg class={`state-glyph state-${state}`} viewBox="0 0 24 24" aria-hidden="true">
    <rect x="2" y="2" width="20" height="20" rx={state === 'online' ? 10 : 5} />
    <path d={marks[state]} />
  </svg>
);
