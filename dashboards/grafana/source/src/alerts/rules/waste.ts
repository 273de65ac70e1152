import type { Rule } from '../../grafana/alerting.ts';
import { above, math, newest, query } from '../expression.ts';
import { rule } from '../rule.ts';

const Minute = 60;

const level = (aggregate: 'first' | 'last'): string => `SELECT ${aggregate}("filling_level") FROM "waste" WHERE $timeFilter GROUP BY "point"`;

export const waste: readonly Rule[] = [
  rule({
    name: 'karl-fullt',
    title: 'Kärl fullt',
    area: 'avfall',
    sent: 'dagtid',
    data: [query('A', level('last'), 30 * Minute), newest('FULLT', 'A'), above('FULLT', 0.95, 0.8)],
    for: '3m',
    missing: 60,
    summary: 'Kärlet {{ $labels.point }} är fullt: {{ humanizePercentage $values.FULLT.Value }}.',
    toDo: 'Töm det nu, eller ställ ett tomt kärl bredvid. Larmet tar slut när det är under 80 %.',
    place: 'bins',
  }),
  // A bin that is full already has the alarm above, and that one only.
  rule({
    name: 'karl-fylls-fort',
    title: 'Kärl fylls för fort',
    area: 'avfall',
    sent: 'matchdag',
    data: [
      query('A', level('last'), 20 * Minute),
      query('B', level('first'), 20 * Minute),
      newest('NU', 'A'),
      newest('FOR', 'B'),
      math('SNART', '($NU + 1.5 * ($NU - $FOR)) * ($NU - $FOR > 0.1) * ($NU < 0.95)'),
      above('SNART', 1, 0.9),
    ],
    for: '3m',
    summary: 'Kärlet {{ $labels.point }} är {{ humanizePercentage $values.NU.Value }} fullt och blir fullt inom en halvtimme i den takt det fylls nu.',
    toDo: 'Ta det på nästa runda, före slutsignalen. Fylls bara ett kärl av stationens så fort: se efter om grannkärlet står fel eller är låst.',
    place: 'bins',
  }),
];
