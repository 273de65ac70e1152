import type { Node } from '../api/types';

const worst: Readonly<Record<Node['state'], number>> = { offline: 0, unknown: 1, online: 2 };

/** Batches waiting from which somebody should look; a few are always under way. */
export const Backlog = 10;

/** Whether a node has something to tell beyond that it is well. */
export const needsEye = (node: Node): boolean =>
  node.state !== 'online' || node.pending >= Backlog || node.quarantined_batches + node.quarantined_samples > 0;

/** Nodes that need somebody first: down, then unknown, then backlog or refused data; the others keep their places. */
export const sortNodes = (nodes: Iterable<Node>): Node[] =>
  [...nodes].sort((a, b) => worst[a.state] - worst[b.state] || Number(needsEye(b)) - Number(needsEye(a)) || a.node.localeCompare(b.node));

/** Last sign of life in milliseconds, or null when a node was never heard. */
export function lastSign(node: Node): number | null {
  const times = [node.last_batch, node.last_sample, node.state === 'online' ? node.state_since : null];
  const heard = times.flatMap((t) => (t ? [Date.parse(t)] : [])).filter((at) => !Number.isNaN(at));
  return heard.length > 0 ? Math.max(...heard) : null;
}
