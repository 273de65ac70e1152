import { getPoints, getSite } from '../api/client';
import { keepLive } from '../api/live';
import type { BinState, LiveSample, Node, Round, Snapshot, Summary } from '../api/types';
import type { ServerEvent } from '../api/sse';
import { boardState, dispatch } from './stores';

/** Fetches the catalogue and then follows the live stream, for as long as the page lives. */
export function connect(): void {
  void keepLive({
    prepare: loadCatalogue,
    event: apply,
    trying: () => dispatch({ type: 'trying' }),
    down: (retryAt, reason) => dispatch({ type: 'down', now: Date.now(), retryAt, reason }),
  });
}

async function loadCatalogue(signal: AbortSignal): Promise<void> {
  const [site, points] = await Promise.all([getSite(signal), getPoints(signal)]);
  dispatch({ type: 'catalogue', site, points });
}

function apply({ event, data }: ServerEvent): void {
  switch (event) {
    case 'snapshot':
      return dispatch({ type: 'snapshot', snapshot: JSON.parse(data) as Snapshot, now: Date.now() });
    case 'samples':
      return takeSamples((JSON.parse(data) as { samples: LiveSample[] }).samples);
    case 'node':
      return dispatch({ type: 'node', node: JSON.parse(data) as Node });
    case 'summary':
      return dispatch({ type: 'summary', summary: JSON.parse(data) as Summary, now: Date.now() });
    case 'bins':
      return dispatch({ type: 'bins', bins: (JSON.parse(data) as { bins: BinState[] }).bins });
    case 'round':
      return dispatch({ type: 'round', round: JSON.parse(data) as Round });
  }
}

const strangers = new Set<string>();

/** A point the page has not met (a guest's, a new sensor's) is asked for once. */
function takeSamples(samples: readonly LiveSample[]): void {
  dispatch({ type: 'samples', samples });
  const known = boardState().byName;
  const unmet = samples.filter(({ point }) => !known.has(point) && !strangers.has(point));
  if (unmet.length === 0) return;
  for (const { point } of unmet) strangers.add(point);
  loadCatalogue(AbortSignal.timeout(20_000)).catch(() => {
    // The line is down as well then; the catalogue comes with the next connection.
    for (const { point } of unmet) strangers.delete(point);
  });
}
