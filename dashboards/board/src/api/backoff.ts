/** Shortest and longest wait between two tries, milliseconds. */
export const FirstWait = 500;
export const LongestWait = 15_000;

/**
 * Wait before try `attempt` (1 is the first retry): doubling, capped, and with half of it random, so that a hundred
 * phones that lost the same ingest don't come back in the same instant.
 */
export function backoff(attempt: number, random: () => number): number {
  const ceiling = Math.min(LongestWait, FirstWait * 2 ** Math.min(attempt - 1, 16));
  return Math.round(ceiling / 2 + (ceiling / 2) * random());
}

/** Some moment within `spread` milliseconds: who begin together do not ask together. */
export const soonAfter = (spread: number, random: () => number): number => Math.round(spread * random());
