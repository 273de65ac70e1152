import { soonAfter } from '../api/backoff';
import { getPoints, getSite } from '../api/client';
import { keepLive } from '../api/live';
import type { Section } from '../api/sections';
import type { BinState, BoardBuild, Hello, LiveSample, MatchNow, Node, Round, Snapshot, Summary } from '../api/types';
import type { ServerEvent } from '../api/sse';
import { boardState, dispatch } from './stores';

/** After a restart of ingest the pages fetch the catalogue anew within this span, not all at once; milliseconds. */
const CatalogueSpread = 10_000;

/** Fetches the catalogue and follows the live stream, for as long as the page lives; of its sections those that the page at hand needs. */
export function connect(wanted: () => readonly Section[] | undefined, listen: (changed: () => void) => void): void {
  const live = keepLive(
    {
      prepare: loadCatalogue,
      event: apply,
      trying: () => dispatch({ type: 'trying' }),
      down: (retryAt, reason) => dispatch({ type: 'down', now: Date.now(), retryAt, reason }),
    },
    wanted(),
  );
  listen(() => live.choose(wanted()));
}

async function loadCatalogue(signal: AbortSignal): Promise<void> {
  const [site, points] = await Promise.all([getSite(signal), getPoints(signal)]);
  dispatch({ type: 'catalogue', site, points });
}

function apply({ event, data }: ServerEvent): void {
  switch (event) {
    case 'hello':
      return greet(JSON.parse(data) as Hello);
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
    case 'match':
      return dispatch({ type: 'match', match: JSON.parse(data) as MatchNow });
    case 'board':
      return dispatch({ type: 'build', build: (JSON.parse(data) as BoardBuild).build });
  }
}

let run: string | null = null;

/** Another run of ingest may have read another manifest. What is shown stays until the new one is there. */
function greet(hello: Hello): void {
  if (run !== null && run !== hello.run) {
    const fetchLater = (): void => void loadCatalogue(AbortSignal.timeout(20_000)).catch(() => setTimeout(fetchLater, CatalogueSpread));
    setTimeout(fetchLater, soonAfter(CatalogueSpread, Math.random));
  }
  run = hello.run;
  dispatch({ type: 'hello', hello, now: Date.now() });
}

const strangers = new Set<string>();

/** A point the page has not met (a guest's, a new sensor's) is asked for once. */
function takeSamples(samples: readonly LiveSample[]): void {
  dispatch({ type: 'samples', samples });
  const known = boardState().byName;
  // The catalogue is on its way.
  if (known.size === 0) return;
  const unmet = samples.filter(({ point }) => !known.has(point) && !strangers.has(point));
  if (unmet.length === 0) return;
  for (const { point } of unmet) strangers.add(point);
  loadCatalogue(AbortSignal.timeout(20_000)).catch(() => {
    // The line is down as well then; the catalogue comes with the next connection.
    for (const { point } of unmet) strangers.delete(point);
  });
}
