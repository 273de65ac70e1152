import type { ServerEvent } from '../../api/sse';
import type { LiveSample, Phase } from '../../api/types';

export type Playing = 'loading' | 'playing' | 'paused' | 'ended' | 'failed';

/** What a rehearsal shows: all of it of the past, and none of it in the board's own state. Times in milliseconds of match time. */
export interface Player {
  readonly playing: Playing;
  readonly from: number;
  readonly to: number;
  /** As far as it has come. */
  readonly at: number;
  readonly phase: Phase | null;
  /** Newest value of each series up to `at`, by point and quantity. */
  readonly values: ReadonlyMap<string, number>;
  readonly fault: string | null;
}

/** How many times faster than it was. */
export const speeds = [10, 60, 300, 600] as const;
export type Speed = (typeof speeds)[number];

export const empty = (playing: Playing = 'loading'): Player => ({
  playing, from: 0, to: 0, at: 0, phase: null, values: new Map(), fault: null,
});

/** What an event of the rehearsal's stream makes of it. */
export function step(player: Player, { event, data }: ServerEvent): Player {
  switch (event) {
    case 'rehearsal': {
      const { from, to } = JSON.parse(data) as { from: string; to: string };
      // A rehearsal that goes on in the middle tells where it goes on; the match began where it first did.
      const at = Date.parse(from);
      return { ...player, playing: 'playing', from: player.from === 0 ? at : Math.min(player.from, at), to: Date.parse(to), at, fault: null };
    }
    case 'rehearsal_samples': {
      const { t, samples } = JSON.parse(data) as { t: string; samples: readonly LiveSample[] };
      const values = new Map(player.values);
      for (const { point, quantity, v } of samples) values.set(`${point}/${quantity}`, v);
      return { ...player, at: Date.parse(t), values };
    }
    case 'rehearsal_phase': {
      const { phase, at } = JSON.parse(data) as { phase: Phase; at: string };
      return phase === 'over' ? { ...player, phase, at: Date.parse(at), playing: 'ended' } : { ...player, phase };
    }
    default:
      return player;
  }
}
