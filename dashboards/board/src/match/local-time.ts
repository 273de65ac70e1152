/**
 * A wall time of the venue, as `<input type="datetime-local">` has it (2026-11-28T13:00), and back. Browsers can't be asked to show another
 * zone in such a field, so a phone in any zone shows the venue's.
 */
export function toLocal(at: number, zone: string): string {
  const parts = new Intl.DateTimeFormat('sv-SE', {
    timeZone: zone, year: 'numeric', month: '2-digit', day: '2-digit', hour: '2-digit', minute: '2-digit', hourCycle: 'h23',
  }).formatToParts(at);
  const of = (type: string): string => parts.find((part) => part.type === type)?.value ?? '';
  return `${of('year')}-${of('month')}-${of('day')}T${of('hour')}:${of('minute')}`;
}

/** The moment of a venue's wall time, RFC 3339 in UTC; of the hour that comes twice in autumn the later. Null where it is no time. */
export function fromLocal(local: string, zone: string): string | null {
  const asUtc = /^\d{4}-\d\d-\d\dT\d\d:\d\d$/.test(local) ? Date.parse(`${local}:00Z`) : NaN;
  if (Number.isNaN(asUtc)) return null;
  // The offset is a function of the moment sought: two rounds find it, also beside a change of the clocks.
  let at = asUtc;
  for (let round = 0; round < 2; round += 1) at = asUtc - (Date.parse(`${toLocal(at, zone)}:00Z`) - at);
  return new Date(at).toISOString().replace('.000Z', 'Z');
}
