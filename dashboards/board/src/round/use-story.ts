import { useEffect, useState } from 'preact/hooks';
import { getStory } from '../api/client';
import type { BinEvent } from '../api/types';
import { useBoard } from '../state/stores';
import { learnNames } from './staff';

export interface Story {
  readonly events: readonly BinEvent[] | null;
  /** The last try to fetch it failed. */
  readonly old: boolean;
}

/** A bin's last day; fetched again when the stream says that something happened to it, and when the line is back. */
export function useStory(point: string): Story {
  const bin = useBoard((state) => state.bins.get(point));
  const session = useBoard((state) => state.link.session);
  const [story, tell] = useState<Story & { readonly point: string }>({ point, events: null, old: false });
  const news = JSON.stringify([bin?.last, bin?.actions_today]);
  useEffect(() => {
    const abort = new AbortController();
    getStory(point, abort.signal).then(
      (events) => {
        learnNames(events);
        tell({ point, events, old: false });
      },
      (error: unknown) => {
        if (!abort.signal.aborted) tell((before) => ({ point, events: before.point === point ? before.events : null, old: true }));
        if (!abort.signal.aborted && !(error instanceof TypeError)) console.warn('The story could not be fetched:', error);
      },
    );
    return () => abort.abort();
  }, [point, news, session]);
  return story.point === point ? story : { events: null, old: false };
}
