import type { Rule } from '../../grafana/alerting.ts';
import { oneOf } from '../../query/influxql.ts';
import { above, math, newest, query } from '../expression.ts';
import { rule } from '../rule.ts';
import { point } from '../../site/groups.ts';

const Minute = 60;

const coldRoom = point('climate-cold-store').name;

/**
 * 46 °C, or a rise above 4 °C a minute: pre-warning limits that fire panels use (EN 54-5 detectors of class A1 respond at 54–65 °C). A warning, and no fire alarm: nobody has
 * approved these sensors for that.
 */
export const temperature: readonly Rule[] = [
  rule({
    name: 'varmt',
    title: 'Förvarning: ovanligt varmt',
    area: 'temperatur',
    data: [
      query('A', 'SELECT last("temperature_c") FROM "environment" WHERE $timeFilter GROUP BY "point"', 10 * Minute),
      query('B', 'SELECT mean("v") FROM (SELECT derivative("temperature_c", 1m) AS "v" FROM "environment" WHERE $timeFilter GROUP BY "point") GROUP BY "point"', 4 * Minute),
      newest('GRADER', 'A'),
      newest('STIGER', 'B'),
      math('VARMT', '$GRADER + 100 * ($STIGER > 4)'),
      above('VARMT', 46, 40),
    ],
    for: '1m',
    keepFiringFor: '5m',
    summary: 'Vid {{ $labels.point }} är det {{ printf "%.0f" $values.GRADER.Value }} °C, eller så stiger det mer än 4 °C i minuten.',
    toDo: 'Gå dit och titta. Det här är inget brandlarm: ser eller luktar det rök, utrym och ring 112.',
    place: 'temperatures',
  }),
  rule({
    name: 'kylrum-varmt',
    title: 'Kylrummet för varmt',
    area: 'temperatur',
    data: [
      query('A', `SELECT mean("temperature_c") FROM "environment" WHERE $timeFilter AND ${oneOf('point', [coldRoom])} GROUP BY "point"`, 10 * Minute),
      newest('GRADER', 'A'),
      // Above 46 °C it is the pre-warning's.
      math('KYLA', '$GRADER * ($GRADER < 46)'),
      above('KYLA', 8, 6),
    ],
    for: '15m',
    summary: 'Kylrummet har haft {{ printf "%.1f" $values.GRADER.Value }} °C i mer än en kvart.',
    toDo: 'Se efter att dörren är stängd och att aggregatet går. Kall mat ska inte stå över 8 °C.',
    place: 'temperatures',
  }),
];
