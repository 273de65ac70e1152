import { midnight } from '../fleet/days';

/** The venue's day a moment is in, as a date field has it: 2026-11-22. */
export const dateOf = (at: number, zone: string): string =>
  new Intl.DateTimeFormat('sv-SE', { timeZone: zone, year: 'numeric', month: '2-digit', day: '2-digit' }).format(at);

/** When a day of a date field begins at the venue, RFC 3339. */
export const momentOf = (date: string, zone: string): string => new Date(midnight(Date.parse(`${date}T12:00:00Z`), zone)).toISOString();
