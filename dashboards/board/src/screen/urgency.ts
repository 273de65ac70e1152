import type { BinState, BinUrgency } from '../api/types';

/** How a bin is drawn: as it stands, or as one whose level nobody should believe before someone has looked. */
export type Look = BinUrgency | 'doubt';

/** What draws the eye first. */
const rank: Readonly<Record<Look, number>> = { overflowing: 6, full: 5, urgent: 4, doubt: 3, soon: 2, unknown: 1, skipped: 0, emptied: 0, ok: 0 };

/** From this on someone has to go there. */
const Pressing = rank.soon;

/** A doubtful level is no fact, however full it says; what a person saw there is one. */
export const lookOf = (bin: BinState): Look =>
  bin.doubt && (bin.state === 'soon' || bin.state === 'urgent' || bin.state === 'full' || bin.state === 'unknown') ? 'doubt' : bin.state;

export const isPressing = (look: Look): boolean => rank[look] >= Pressing;

/** The bin that speaks for several: the most urgent, of these the fullest; null when none is known. */
export function worstOf(bins: readonly BinState[]): BinState | null {
  return bins.reduce<BinState | null>((worst, bin) => {
    if (!worst) return bin;
    const more = rank[lookOf(bin)] - rank[lookOf(worst)] || (bin.level ?? 0) - (worst.level ?? 0);
    return more > 0 ? bin : worst;
  }, null);
}

/** Per cent of a bin, cut and not rounded: 95 means the limit is passed. Null where it has no level. */
export const percentOf = (level: number | null): number | null => (level === null ? null : Math.floor(level * 100 + 1e-9));
