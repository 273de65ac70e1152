import type { Rule } from '../../grafana/alerting.ts';
import { oneOf } from '../../query/influxql.ts';
import { mains } from '../../site/groups.ts';
import { above, math, newest, query } from '../expression.ts';
import { rule } from '../rule.ts';

const Hour = 3600;
const Day = 24 * Hour;

const bought = oneOf('point', mains.electricity);
const rises = `SELECT non_negative_difference("active_energy_import_wh") AS "v" FROM "energy" WHERE $timeFilter AND ${bought} GROUP BY "point"`;
const hours = `SELECT sum("v") AS "v" FROM (${rises}) WHERE $timeFilter GROUP BY time(1h) fill(none)`;
const minutes = `SELECT mean("active_power_w") AS "v" FROM "energy" WHERE $timeFilter AND ${bought} GROUP BY time(1m) fill(none)`;

/**
 * The hour's mean so far, carried on at the power of the last ten minutes. Compared with 30 days, not with the calendar's month: a rule's span is a length of time, and in
 * a month's first days any hour is its highest.
 */
export const energy: readonly Rule[] = [
  rule({
    name: 'effekttopp',
    title: 'Ny effekttopp på väg',
    area: 'el',
    data: [
      query('A', `SELECT last("v") FROM (${hours})`, 2 * Hour),
      query('B', `SELECT sum("v") FROM (SELECT mean("active_power_w") AS "v" FROM "energy" WHERE $timeFilter AND ${bought} GROUP BY "point")`, 600),
      query('C', `SELECT last("v") FROM (SELECT count("v") AS "v" FROM (${minutes}) WHERE $timeFilter GROUP BY time(1h) fill(none))`, 2 * Hour),
      query('D', `SELECT max("v") FROM (${hours})`, 30 * Day),
      query('E', `SELECT count("v") FROM (${hours})`, 30 * Day),
      newest('WH', 'A'),
      newest('W', 'B'),
      newest('MIN', 'C'),
      newest('TOPP', 'D'),
      newest('TIMMAR', 'E'),
      math('TIMME', '$WH + $W * (60 - $MIN) / 60'),
      math('KVOT', '$TIMME / $TOPP * ($TIMMAR > 24)'),
      above('KVOT', 1.02, 0.95),
    ],
    for: '3m',
    summary: 'Den här timmen är på väg mot {{ printf "%.0f" $values.TIMME.Value }} Wh, mer än någon timme de senaste 30 dagarna.',
    toDo: 'Skjut upp det som kan vänta till nästa timme: laddstolpar, diskmaskin, ventilation. Strålkastarna tänds en mast i taget.',
    place: 'peak',
  }),
];
