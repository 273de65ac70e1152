import { dashboard } from '../dashboard.ts';
import { others } from '../links.ts';
import { barGauge } from '../panels/bar-gauge.ts';
import { section, sized } from '../panels/layout.ts';
import { byNode, named, nodeColumn, timed } from '../panels/named.ts';
import { stateTimeline } from '../panels/state-timeline.ts';
import { hidden, table } from '../panels/table.ts';
import { timeSeries } from '../panels/time-series.ts';
import { curve, here, inZone, newest } from '../query/influxql.ts';
import { rows, series } from '../query/source.ts';
import { level } from '../style/colours.ts';
import { noData } from '../style/texts.ts';
import { steps } from '../style/thresholds.ts';
import { bytes, celsius, milliseconds, number, seconds, share, things } from '../style/units.ts';
import { site, zone } from '../variables.ts';

/** A curve per node over raw health, which comes every minute. */
const health = (spec: { title: string; description: string; field: string; unit: { unit: string; decimals: number }; aggregate: 'min' | 'max'; limits?: ReturnType<typeof steps> }) =>
  timeSeries({
    title: spec.title,
    description: spec.description,
    queries: [series(curve(spec.aggregate, 'node', spec.field, 'point', inZone), '$tag_point')],
    unit: spec.unit,
    noData: noData.nodes,
    draw: { as: 'line', breakAfterMs: 1_200_000 },
    finest: '10m',
    overrides: byNode,
    ...(spec.limits ? { settings: { thresholds: spec.limits }, custom: { thresholdsStyle: { mode: 'dashed' } } } : {}),
  });

const alive = section(
  'Vem är tyst, och varför?',
  sized(9, 10, table({
    title: 'Senaste livstecken',
    description: 'När varje nod senast hördes, äldst först, och hur länge den varit igång. Tyst i mer än tio minuter: kolla ström, sedan nät. Nyss startad om och om igen: byt kort eller nätdel.',
    queries: [rows(newest('node', 'uptime_s', 'Igång sedan start', 'point', inZone))],
    unit: seconds,
    noData: noData.nodes,
    time: '7d',
    sortBy: 'Senast hörd',
    overrides: [timed('Senast hörd', 'dateTimeFromNow'), nodeColumn('Nod')],
  })),
  sized(15, 10, stateTimeline({
    title: 'Livstecken över tid',
    description: 'Grönt där noden hördes av, ett hål är tystnad. Samma hål hos alla är mäklaren eller nätet; hos en är det noden.',
    queries: [series(curve('count', 'node', 'uptime_s', 'point', inZone), '$tag_point')],
    unit: number,
    noData: noData.nodes,
    finest: '10m',
    breakAfterMs: 1_200_000,
    overrides: byNode,
    settings: { mappings: [{ type: 'range', options: { from: 1, to: null, result: { text: 'Hörd', color: 'green', index: 0 } } }] },
  })),
  sized(12, 9, health({
    title: 'Paket som väntar',
    description: 'Paket som noden inte fått kvittens för. Stiger en kurva når noden inte fram: inget är förlorat, men laga förbindelsen innan kortet är fullt.',
    field: 'outbox_batches',
    unit: things('paket'),
    aggregate: 'max',
  })),
  sized(12, 9, stateTimeline({
    title: 'Fullständighet per dygn',
    description: 'Hur stor del av dygnets mätvärden som är lagrade. Grönt är allt, orange saknar något, rött mer än en tiondel: se luckorna i tavlans lista över noder.',
    queries: [series(`SELECT last("completeness") FROM "node" WHERE $timeFilter AND ${inZone} GROUP BY time(1d), "point" fill(none) tz('Europe/Stockholm')`, '$tag_point')],
    unit: share,
    noData: noData.reported,
    finest: '1d',
    breakAfterMs: 2 * 86_400_000,
    overrides: byNode,
    settings: { thresholds: steps(level.now, [0.9, level.soon], [0.999, level.good]) },
  })),
);

const trust = section(
  'Kan värdena litas på?',
  sized(8, 9, timeSeries({
    title: 'Förlorade pulser per dygn',
    description: 'Pulser som kärnan sett men noden inte hann med. Ska vara noll: annars är avprickningen för lång eller kabeln störd. Läs av mätaren och ställ registret.',
    queries: [
      series(
        `SELECT sum("v") FROM (SELECT non_negative_difference("pulses_lost_last") AS "v" FROM "node_1h" WHERE $timeFilter AND ${inZone} GROUP BY "point") WHERE $timeFilter GROUP BY time(1d), "point" fill(none) tz('Europe/Stockholm')`,
        '$tag_point',
      ),
    ],
    unit: things('pulser'),
    noData: noData.nodes,
    finest: '1d',
    draw: { as: 'bars', stacked: true },
    overrides: byNode,
  })),
  sized(8, 9, health({
    title: 'Klockans fel',
    description: 'Så fel klockan kan gå som mest. Över en sekund: noden når ingen tidsserver. Mätvärden väntar då tills tiden är känd.',
    field: 'clock_error_s',
    unit: milliseconds,
    aggregate: 'max',
    limits: steps(level.good, [1, level.now]),
  })),
  sized(8, 9, barGauge({
    title: 'Karantän efter orsak',
    description: 'Det som ingest inte kunnat ta emot och sparat åt sidan, efter orsak. Växer en stapel: läs posterna med arena-ingest quarantine, rätta orsaken och låt dem prövas igen.',
    queries: [rows(`SELECT /^quarantined_/ FROM "node" WHERE $timeFilter AND ${here} AND "point" = 'ingest' ORDER BY time DESC LIMIT 1`)],
    unit: number,
    noData: 'Inget i karantän, eller ingest är tyst',
    time: '1h',
    settings: { min: 0, thresholds: steps(level.good, [1, level.soon], [100, level.now]) },
  })),
);

const machines = section(
  'Håller hårdvaran?',
  sized(8, 9, health({
    title: 'Ledig disk',
    description: 'Minsta lediga plats. Under 500 MB börjar noden tunna ut det äldsta: töm kortet, eller laga förbindelsen så att den får glömma.',
    field: 'disk_free_bytes',
    unit: bytes,
    aggregate: 'min',
    limits: steps(level.now, [500_000_000, level.good]),
  })),
  sized(8, 9, health({
    title: 'Processortemperatur',
    description: 'Högsta temperaturen i processorn. Från 80 grader saktar den ner: flytta lådan ur solen eller öppna för luft.',
    field: 'cpu_temperature_c',
    unit: celsius,
    aggregate: 'max',
    limits: steps(level.good, [80, level.now]),
  })),
  sized(8, 9, table({
    title: 'Programversioner',
    description: 'Versionen som varje nod kör, som den själv sagt. En som skiljer sig har missat en uppdatering: kör den igen på den noden.',
    queries: [rows(newest('node', 'software', 'Version', 'point', inZone))],
    unit: number,
    noData: noData.reported,
    time: '7d',
    sortBy: 'Version',
    overrides: [hidden('Time'), nodeColumn('Nod'), named('Version', { id: 'unit', value: 'string' })],
  })),
);

export const fleet = dashboard({
  name: 'fleet',
  title: 'Fleet',
  description: 'Vilken nod behöver en tekniker, och vad ska hen ta med sig?',
  time: { from: 'now-7d', to: 'now' },
  refresh: '1m',
  variables: [site, zone],
  links: [others],
  sections: [alive, trust, machines],
});
