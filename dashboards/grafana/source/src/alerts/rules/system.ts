import { readFileSync } from 'node:fs';
import type { Rule } from '../../grafana/alerting.ts';
import { oneOf } from '../../query/influxql.ts';
import { venue } from '../../site/manifest.ts';
import { repository } from '../../site/repository.ts';
import { above, below, math, newest, query } from '../expression.ts';
import { rule } from '../rule.ts';

const Minute = 60;

const ofIngest = `FROM "node" WHERE $timeFilter AND "point" = 'ingest'`;
const ofNodes = oneOf('point', [...venue.nodes.keys()]);

/** 0 while ingest is at work: what is not written then is none, and not unknown. */
const none = `(SELECT last("heartbeat") * 0 AS "v" ${ofIngest})`;

/** Fields of the quarantine, one for each reason of the wire contract (`Reason` in edge/Arena.Wire). */
const quarantined = [...reasons()].map((reason) => `quarantined_${reason.replace(/(?<!^)([A-Z])/g, '_$1').toLowerCase()}`);

function* reasons(): Generator<string> {
  const body = /enum Reason\b\s*\{([^}]*)\}/.exec(readFileSync(repository('edge/Arena.Wire/Reason.cs'), 'utf8'))?.[1];
  if (body === undefined) throw new Error('edge/Arena.Wire/Reason.cs has no enum Reason any more: say here where the reasons of the quarantine stand.');
  for (const [, name] of body.matchAll(/^\s*(\w+),/gm)) if (name !== 'None') yield name!;
}

const inQuarantine = `SELECT sum("v") FROM ${[...quarantined.map((field) => `(SELECT last("${field}") AS "v" ${ofIngest})`), none].join(', ')}`;

export const system: readonly Rule[] = [
  // The one rule to which no answer is the fault itself.
  rule({
    name: 'ingest-borta',
    title: 'Inga mätvärden sparas',
    area: 'system',
    data: [query('A', `SELECT last("heartbeat") ${ofIngest}`, 4 * Minute), newest('HJARTA', 'A'), below('HJARTA', 0.5, 0.5)],
    for: '2m',
    unanswered: 'Alerting',
    summary: 'Ingest eller databasen svarar inte. Noderna sparar det de mäter tills den är tillbaka.',
    toDo: 'På servern: docker compose ps, och docker compose logs ingest influxdb. Inget är förlorat; andra larm väntar tills den är igång.',
    place: 'signs',
  }),
  rule({
    name: 'maklaren-borta',
    title: 'Ingest når inte noderna',
    area: 'system',
    data: [
      query('A', `SELECT sum("v") FROM (SELECT count("online") AS "v" FROM "node" WHERE $timeFilter AND ${ofNodes}), ${none}`, 4 * Minute),
      newest('NODER', 'A'),
      below('NODER', 0.5, 0.5),
    ],
    for: '3m',
    summary: 'Ingest går men har ingen förbindelse med meddelandemäklaren, så ingen nod hörs.',
    toDo: 'På servern: docker compose ps, och docker compose logs mosquitto. Noderna sparar så länge.',
    place: 'signs',
  }),
  rule({
    name: 'karantanen-vaxer',
    title: 'Karantänen växer',
    area: 'system',
    sent: 'dagtid',
    data: [query('A', inQuarantine, 4 * Minute), query('B', inQuarantine, 34 * Minute, 30 * Minute), newest('NU', 'A'), newest('FOR', 'B'), math('NYA', '$NU - $FOR'), above('NYA', 0.5, 0.5)],
    for: '5m',
    summary: '{{ printf "%.0f" $values.NYA.Value }} nya poster i karantän den senaste halvtimmen: mätvärden som inte gick att ta emot.',
    toDo: 'Se orsaken i tavlans karantän. Oftast stämmer inte nodens manifest med ingests: rätta det, och läs in posterna igen.',
    place: 'quarantine',
  }),
];
