import { useEffect, useRef, useState } from 'preact/hooks';
import { problemOf } from '../../api/client';
import { EventParser } from '../../api/sse';
import { pathOf } from '../client';
import { empty, type Player, type Speed, step } from './player';

export interface Controls {
  readonly player: Player;
  readonly speed: Speed;
  readonly play: () => void;
  readonly pause: () => void;
  readonly setSpeed: (speed: Speed) => void;
  /** Goes on from a moment of the match. */
  readonly seek: (at: number) => void;
}

/** Plays a past match: one stream at a time; a pause ends it, and it goes on from where it was with a new one. */
export function usePlayer(match: string): Controls {
  const [player, set] = useState<Player>(empty());
  const [speed, choose] = useState<Speed>(60);
  const stop = useRef<AbortController | null>(null);

  const begin = (from: number | null, pace: Speed): void => {
    stop.current?.abort();
    const abort = (stop.current = new AbortController());
    const search = new URLSearchParams({ speed: String(pace), ...(from !== null && { from: new Date(from).toISOString() }) });
    listen(`${pathOf(match, '/rehearsal')}?${search}`, abort.signal, (change) => set(change)).catch((error: unknown) => {
      if (!abort.signal.aborted) set((old) => ({ ...old, playing: 'failed', fault: error instanceof Error ? error.message : String(error) }));
    });
  };

  useEffect(() => {
    set(empty());
    begin(null, speed);
    return () => stop.current?.abort();
  }, [match]);

  const running = player.playing === 'playing' || player.playing === 'loading';
  return {
    player,
    speed,
    play: () => begin(player.playing === 'ended' || player.at === 0 ? null : player.at, speed),
    pause: () => {
      stop.current?.abort();
      set({ ...player, playing: 'paused' });
    },
    setSpeed: (next) => {
      choose(next);
      if (running && player.at > 0) begin(player.at, next);
    },
    seek: (at) => {
      // What was known later is not known yet there.
      set({ ...player, at, phase: null, values: at < player.at ? new Map() : player.values });
      begin(at, speed);
    },
  };
}

async function listen(path: string, signal: AbortSignal, change: (next: (old: Player) => Player) => void): Promise<void> {
  const response = await fetch(path, { signal, headers: { accept: 'text/event-stream' }, cache: 'no-store' });
  if (!response.ok) throw await problemOf(response);
  const reader = response.body!.pipeThrough(new TextDecoderStream()).getReader();
  const parser = new EventParser();
  for (let read = await reader.read(); !read.done; read = await reader.read()) {
    const events = parser.push(read.value);
    if (events.length > 0 && !signal.aborted) change((old) => events.reduce(step, old));
  }
}
