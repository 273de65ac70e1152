import { matchPhases } from '../annotations.ts';
import { dashboard } from '../dashboard.ts';
import { clicked, others, to } from '../links.ts';
import { barChart } from '../panels/bar-chart.ts';
import { barGauge } from '../panels/bar-gauge.ts';
import { section, sized } from '../panels/layout.ts';
import { byFraction, coloured, matchColumn, measuredIn, named, pointColumn, timed, zoneColumn } from '../panels/named.ts';
import { stat } from '../panels/stat.ts';
import { hidden, table } from '../panels/table.ts';
import { text } from '../panels/text.ts';
import { timeSeries } from '../panels/time-series.ts';
import { ago, at, curve, curveSummed, inZone } from '../query/influxql.ts';
import { eachMatch, energyPerHead, figure, sortedShare, wastePerHead } from '../query/match.ts';
import { rows, series } from '../query/source.ts';
import { calendar, spanOf } from '../site/calendar.ts';
import { bins, mains } from '../site/groups.ts';
import { stations } from '../site/stations.ts';
import * as colours from '../style/colours.ts';
import { noData } from '../style/texts.ts';
import { filling, steps } from '../style/thresholds.ts';
import { kilogram, kilogramPerHead, minutes, number, share, things, watt, wattHourPerHead } from '../style/units.ts';
import { match, site, zone } from '../variables.ts';

const sorting = steps(colours.level.now, [0.4, colours.level.soon], [0.6, colours.level.good]);

/** Minutes until 95 %, at the pace of the last half hour; only bins that are filling. */
const untilFull = `SELECT "minutes" FROM (SELECT (0.95 - last("filling_level")) / (last("filling_level") - first("filling_level")) * 30 AS "minutes", last("filling_level") - first("filling_level") AS "rise" FROM "waste" WHERE ${ago('30m')} AND ${inZone} GROUP BY "point", "zone") WHERE "rise" > 0 AND "minutes" >= 0 AND "minutes" <= 180 GROUP BY "point", "zone"`;

const sofar = section(
  'Matchen hittills',
  sized(6, 5, stat({
    title: 'Åskådare',
    description: 'Inräknade i vändkorsen, och väntade. Kommer fler än väntat: be om tidigare tömning i pausen.',
    queries: [series(figure('"attendance"', 'Inne'), '$col'), series(figure('"expected_attendance"', 'Väntade'), '$col')],
    unit: number,
    noData: noData.match,
    names: true,
    settings: { color: { mode: 'fixed', fixedColor: colours.level.neutral } },
  })),
  sized(6, 5, stat({
    title: 'Sorterat hittills',
    description: 'Andel av vikten som inte är restavfall. Under 60 % i paus: ställ någon vid stationen som ligger sämst till.',
    queries: [series(figure(sortedShare, 'Sorterat'), '$col')],
    unit: share,
    noData: noData.match,
    settings: { thresholds: sorting },
  })),
  sized(6, 5, stat({
    title: 'Avfall',
    description: 'Vikten i kärl med våg, från insläpp, och per person. Mer per person än stapeln för förra matchen: förbered en extra runda.',
    queries: [series(figure('"waste_kg"', 'Avfall'), '$col'), series(figure(wastePerHead, 'Per person'), '$col')],
    unit: kilogram,
    noData: noData.match,
    names: true,
    settings: { color: { mode: 'fixed', fixedColor: colours.level.neutral } },
    overrides: [measuredIn('Per person', kilogramPerHead)],
  })),
  sized(6, 5, stat({
    title: 'El per person',
    description: 'El från insläpp till städning, köpt och egen, per åskådare. Jämför med staplarna nedan; stiger den efter slutsignal är ljuset kvar tänt.',
    queries: [series(figure(energyPerHead, 'El per person'), '$col')],
    unit: wattHourPerHead,
    noData: noData.match,
    settings: { color: { mode: 'fixed', fixedColor: colours.medium.electricity } },
  })),
);

const fill = section(
  'Vilket kärl först?',
  sized(8, 11, table({
    title: 'Fullt före slutsignal?',
    description: 'Minuter till 95 % i den senaste halvtimmens takt, kortast först. Töm det som är fullt före slutsignalen, helst före pausen.',
    queries: [rows(untilFull)],
    unit: minutes,
    noData: noData.noneToEmpty,
    sortBy: 'Fullt om',
    settings: { thresholds: steps(colours.level.now, [20, colours.level.soon], [60, colours.level.good]) },
    overrides: [
      hidden('Time'),
      pointColumn('Kärl', (name) => bins.includes(name), { id: 'links', value: [to('avfall', 'Kärlets vecka', ['site'], clicked('point'))] }),
      zoneColumn('Zon'),
      named('minutes', { id: 'displayName', value: 'Fullt om' }),
    ],
  })),
  sized(8, 11, barGauge({
    title: 'Fyllnad per station',
    description: 'Det fullaste kärlet i varje station just nu. Orange tas på nästa runda, rött nu.',
    queries: stations.map(({ title, bins: held }) => series(`SELECT max("v") FROM (SELECT last("filling_level") AS "v" FROM "waste" WHERE ${ago('2h')} AND ${at(held)} GROUP BY "point")`, title)),
    unit: share,
    noData: noData.bins,
    settings: { thresholds: filling, min: 0, max: 1 },
  })),
  sized(8, 11, timeSeries({
    title: 'Fyllnad per fraktion',
    description: 'Medel över kärlen i vald zon. Stiger en fraktion snabbare än de andra: ta fler påsar av den på nästa runda. Ett fall är en tömning.',
    queries: [series(curve('mean', 'waste', 'filling_level', 'fraction', inZone), '$tag_fraction')],
    unit: share,
    noData: noData.bins,
    finest: '1m',
    draw: { as: 'line', breakAfterMs: 1_800_000 },
    settings: { min: 0, max: 1 },
    overrides: byFraction,
  })),
);

const power = section(
  'El under matchen',
  sized(16, 9, timeSeries({
    title: 'Effekt',
    description: 'Från nätet, med matchens faser som märken. Toppen kommer när kiosker och strålkastare går samtidigt; är den på väg över månadens topp, se Driftcentral.',
    queries: [series(curveSummed('energy', 'active_power_w', at(mains.electricity)), 'Från nätet')],
    unit: watt,
    noData: noData.measured,
    settings: { min: 0 },
    overrides: [coloured('Från nätet', colours.medium.electricity)],
  })),
  sized(8, 9, text({
    title: 'Välj match',
    description: 'Varje match med sin tid. Klicka för att se den från insläpp till städning.',
    content: calendar.map((one) => `- [${one.kickOff.slice(0, 10)} ${one.opponent}](/d/arena-matchdag?${matchAddress(one)})`).join('\n'),
  })),
);

const earlier = section(
  'Mot tidigare matcher',
  sized(8, 10, barChart({
    title: 'Avfall per person',
    description: 'Kilo per åskådare, match för match. Sjunker den: det ni ändrade hjälpte, gör det fast.',
    queries: [rows(eachMatch([[wastePerHead, 'Kilo per person']]))],
    unit: kilogramPerHead,
    noData: noData.match,
    x: 'match',
    overrides: [matchColumn('match')],
    settings: { color: { mode: 'fixed', fixedColor: colours.fraction['residual']! } },
  })),
  sized(8, 10, barChart({
    title: 'El per person och match',
    description: 'Wattimmar per åskådare, match för match. Små kvällsmatcher drar mest per person: tänd senare, eller färre lampor.',
    queries: [rows(eachMatch([[energyPerHead, 'El per person']]))],
    unit: wattHourPerHead,
    noData: noData.match,
    x: 'match',
    overrides: [matchColumn('match')],
    settings: { color: { mode: 'fixed', fixedColor: colours.medium.electricity } },
  })),
  sized(8, 10, table({
    title: 'Alla matcher',
    description: 'Två års matcher, den senaste först. Klicka på en match för att visa den.',
    queries: [rows(eachMatch([['"attendance"', 'Åskådare'], [sortedShare, 'Sorterat'], ['"water_l"', 'Vatten'], ['"emptyings"', 'Tömningar']]))],
    unit: number,
    noData: noData.match,
    sortBy: 'Avspark',
    descending: true,
    overrides: [
      timed('Avspark', 'dateTimeAsLocal'),
      matchColumn('Match', { id: 'links', value: [to('matchdag', 'Visa', ['site'], clicked('match'))] }),
      measuredIn('Sorterat', share, { id: 'thresholds', value: sorting }),
      measuredIn('Vatten', { unit: 'litre', decimals: 0 }),
      measuredIn('Tömningar', things('st')),
    ],
  })),
);

function matchAddress(one: (typeof calendar)[number]): string {
  const { from, to: until } = spanOf(one);
  return `var-match=${one.name}&from=${from}&to=${until}`;
}

export const matchdag = dashboard({
  name: 'matchdag',
  title: 'Matchdag',
  description: 'Vilket kärl töms först, räcker bemanningen, och blev det bättre än förra matchen?',
  time: { from: 'now-6h', to: 'now' },
  refresh: '30s',
  variables: [site, zone, match],
  annotations: matchPhases,
  links: [others],
  sections: [sofar, fill, power, earlier],
});

