import type { Rule } from '../../grafana/alerting.ts';
import { venue } from '../../site/manifest.ts';
import { oneOf } from '../../query/influxql.ts';
import { above, below, newest, query } from '../expression.ts';
import { rule } from '../rule.ts';

const Minute = 60;

const ofNodes = oneOf('point', [...venue.nodes.keys()]);

export const nodes: readonly Rule[] = [
  rule({
    name: 'nod-borta',
    title: 'Nod borta',
    area: 'nod',
    data: [query('A', `SELECT last("online") FROM "node" WHERE $timeFilter AND ${ofNodes} GROUP BY "point"`, 5 * Minute), newest('PA', 'A'), below('PA', 0.5, 0.5)],
    for: '5m',
    summary: 'Noden {{ $labels.point }} har ingen förbindelse. Det den mäter sparas i den och kommer när den är tillbaka.',
    toDo: 'Är flera borta på en gång: se till nätet. Är det en: se till dess ström, sedan nätkabel eller wifi. Starta inte om den i onödan.',
    place: 'nodes',
  }),
  rule({
    name: 'pulser-forlorade',
    title: 'Pulser förlorade',
    area: 'nod',
    data: [
      query(
        'A',
        `SELECT sum("v") FROM (SELECT non_negative_difference("pulses_lost") AS "v" FROM "node" WHERE $timeFilter AND ${ofNodes} GROUP BY "point") GROUP BY "point"`,
        30 * Minute,
      ),
      newest('FORLORADE', 'A'),
      above('FORLORADE', 0.5, 0.5),
    ],
    for: '2m',
    summary: 'Noden {{ $labels.point }} har missat {{ printf "%.0f" $values.FORLORADE.Value }} pulser den senaste halvtimmen.',
    toDo: 'Läs av mätarna på noden och ställ in räkneverken: arena-edge meter. Händer det igen är noden överlastad eller en kabel störd.',
    place: 'pulses',
  }),
  rule({
    name: 'nodens-klocka',
    title: 'Nodens klocka osäker',
    area: 'nod',
    data: [query('A', `SELECT last("clock_error_s") FROM "node" WHERE $timeFilter AND ${ofNodes} GROUP BY "point"`, 10 * Minute), newest('FEL', 'A'), above('FEL', 5, 2)],
    for: '10m',
    summary: 'Klockan i noden {{ $labels.point }} kan gå upp till {{ printf "%.0f" $values.FEL.Value }} sekunder fel.',
    toDo: 'Noden når ingen tidsserver: se efter att UDP 123 är öppen dit, och att tidssynkroniseringen går (timedatectl).',
    place: 'clocks',
  }),
];
