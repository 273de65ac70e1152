import type { MuteTime, TimeInterval } from '../grafana/alerting.ts';
import { venue } from '../site/manifest.ts';

const location = 'Europe/Stockholm';

/** Swallows what nobody asked to be sent; see policy.ts. */
export const always: MuteTime = { orgId: 1, name: 'Alltid', time_intervals: [{ times: [{ start_time: '00:00', end_time: '24:00' }] }] };

/** The days of each month of the calendar that have no match. A month without any match in the calendar is not in it, so nothing is muted for want of a calendar. */
function daysWithoutMatch(): readonly Pick<TimeInterval, 'days_of_month' | 'months' | 'years'>[] {
  const months = new Map<string, Set<number>>();
  for (const { kickOff } of venue.matches) {
    const month = kickOff.slice(0, 7);
    months.set(month, (months.get(month) ?? new Set()).add(Number(kickOff.slice(8, 10))));
  }
  return [...months].sort(([one], [other]) => one.localeCompare(other)).map(([month, matches]) => {
    const [year, number] = month.split('-').map(Number) as [number, number];
    return { days_of_month: ranges(new Date(Date.UTC(year, number, 0)).getUTCDate(), matches), months: [String(number)], years: [String(year)] };
  });
}

/** `1:6`, `8:13`, `15`: the days from 1 to the last that are not left out. */
function ranges(last: number, out: ReadonlySet<number>): string[] {
  const found: [first: number, last: number][] = [];
  for (let day = 1; day <= last; day++) {
    const run = found.at(-1);
    if (out.has(day)) continue;
    if (run && run[1] === day - 1) run[1] = day;
    else found.push([day, day]);
  }
  return found.map(([first, end]) => (first === end ? String(first) : `${first}:${end}`));
}

/** What only matters while a match fills the ground. */
export const noMatch: MuteTime = { orgId: 1, name: 'Utanför matchdagar', time_intervals: daysWithoutMatch().map((days) => ({ ...days, location })) };

/** What can wait until morning, unless it is a match day. */
export const noMatchNight: MuteTime = {
  orgId: 1,
  name: 'Natt utan match',
  time_intervals: daysWithoutMatch().map((days) => ({
    times: [{ start_time: '00:00', end_time: '06:30' }, { start_time: '21:00', end_time: '24:00' }],
    ...days,
    location,
  })),
};

export const muteTimes: readonly MuteTime[] = [always, noMatch, noMatchNight];
