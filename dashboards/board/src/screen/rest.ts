/** How far the picture wanders, pixels: less than the margin around it. */
const Reach = 6;

const steps = [[0, 0], [1, 0], [1, 1], [0, 1], [-1, 1], [-1, 0], [-1, -1], [0, -1], [1, -1]] as const;

/** Where the picture stands in this minute. It wanders a little, so that no edge burns into a screen that hangs for years. */
export function wander(now: number): string {
  const [x, y] = steps[Math.floor(now / 60_000) % steps.length]!;
  return `${x * Reach}px ${y * Reach}px`;
}

const NightFrom = 22;
const NightTo = 6;

/** Whether nobody is there to look: at night, when no match is on. */
export const isNight = (hour: number, matchOn: boolean): boolean => !matchOn && (hour >= NightFrom || hour < NightTo);
