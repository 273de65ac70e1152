/** Time left as one reads a stadium clock, "12:34", from an hour on "1:02:34"; never below zero. */
export function countdown(milliseconds: number): string {
  const s = Math.max(0, Math.ceil(milliseconds / 1000));
  const two = (n: number): string => String(n).padStart(2, '0');
  const [hours, minutes, seconds] = [Math.floor(s / 3600), Math.floor(s / 60) % 60, s % 60];
  return hours > 0 ? `${hours}:${two(minutes)}:${two(seconds)}` : `${two(minutes)}:${two(seconds)}`;
}

/** Time left in whole minutes, rounded up. */
export const minutesLeft = (milliseconds: number): number => Math.max(0, Math.ceil(milliseconds / 60_000));
