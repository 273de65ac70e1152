import { kickOffs } from '../annotations.ts';
import { dashboard } from '../dashboard.ts';
import { clicked, clickedSeries, others, to } from '../links.ts';
import { barGauge } from '../panels/bar-gauge.ts';
import { section, sized } from '../panels/layout.ts';
import { byPoint, byUse, colour, coloured, measuredIn, named, pointColumn, timed } from '../panels/named.ts';
import { stat } from '../panels/stat.ts';
import { hidden, table } from '../panels/table.ts';
import { timeSeries } from '../panels/time-series.ts';
import { boughtPerHour, energyPerDay, power, usedPerHour } from '../query/hours.ts';
import { ago, at, curve, inZone, isChosen, perDay } from '../query/influxql.ts';
import { rows, series } from '../query/source.ts';
import { mains, pointsOf, solar, uses } from '../site/groups.ts';
import * as colours from '../style/colours.ts';
import { noData } from '../style/texts.ts';
import { steps } from '../style/thresholds.ts';
import { celsius, litre, ratio, share, watt, wattHour } from '../style/units.ts';
import { pointOf, site, zone } from '../variables.ts';

const imported = 'active_energy_import_wh';
const sub = uses.map((use) => ({ ...use, points: pointsOf(use.group) }));
const weeks = [1, 2, 3, 4].map((week) => `${week * 7}d`);
const days = { as: 'bars', stacked: true } as const;

/** Hours of the month with what each kind of user drew in them. */
const peakHours = `SELECT ${['sum("bought") AS "Från nätet"', ...sub.map(({ title }) => `sum("${title}") AS "${title}"`)].join(', ')} FROM ${[
  power('bought', imported, mains.electricity),
  ...sub.map(({ title, points }) => power(title, imported, points)),
]
  .map((query) => `(${query})`)
  .join(', ')} WHERE $timeFilter GROUP BY time(1h) fill(none)`;

/** Mean power of the last day and of the same days one to four weeks before, by point. */
const mean = (name: string, time: string): string =>
  `(SELECT mean("active_power_w_mean") AS "${name}" FROM "energy_1h" WHERE ${time} AND ${isChosen} GROUP BY "point")`;
const anomalies = `SELECT mean("now") AS "Senaste dygnet", mean("usual") AS "Samma veckodag", mean("now") / mean("usual") AS "Kvot" FROM ${[
  mean('now', ago('1d')),
  ...weeks.map((week) => mean('usual', ago(`${week} 1d`, week))),
].join(', ')} GROUP BY "point"`;

const exceeded = [1, 5, 10, 25, 50, 75].map((percent) => `percentile("w", ${100 - percent}) AS "Överskrids ${percent} % av tiden"`);
const duration = `SELECT ${['max("w") AS "Högsta timmen"', ...exceeded, 'min("w") AS "Lägsta timmen"'].join(', ')} FROM (${boughtPerHour})`;

const cost = section(
  'Vad kostar?',
  sized(14, 10, table({
    title: 'Månadens högsta timmar',
    description: 'Timmarna som avgör effektavgiften, den dyraste först, och vad som drog i var och en. Återkommer samma förbrukare överst: flytta den, eller håll igen den när arenan ändå drar mycket.',
    queries: [rows(peakHours)],
    unit: watt,
    noData: noData.hours,
    time: 'now/M',
    sortBy: 'Från nätet',
    descending: true,
    overrides: [timed('Timme', 'dateTimeAsLocal'), coloured('Från nätet', colours.medium.electricity)],
  })),
  sized(10, 10, barGauge({
    title: 'Varaktighet',
    description: 'Hur stor del av timmarna effekten från nätet låg över ett värde. Brant fall efter de översta timmarna: få timmar kostar mycket, kapa dem. Hög lägsta timme: något står på jämt.',
    queries: [series(duration, '$col')],
    unit: watt,
    noData: noData.hours,
    settings: { min: 0, color: { mode: 'fixed', fixedColor: colours.medium.electricity } },
  })),
);

const use = section(
  'Vart går den?',
  sized(16, 9, timeSeries({
    title: 'El per dygn och användning',
    description: 'Vad varje slags förbrukare drog, dygn för dygn. Ett hål är ett dygn utan mätvärden. Märkena är avsparkar: ett högt dygn utan match är värt att förstå.',
    queries: sub.map(({ title, points }) => series(energyPerDay(imported, at(points)), title)),
    unit: wattHour,
    noData: noData.chosen,
    draw: days,
    finest: '1d',
    settings: { min: 0 },
    overrides: byUse,
  })),
  sized(8, 9, stat({
    title: 'Strålkastarnas andel',
    description: 'Strålkastarnas del av all el som arenan använt under tiden som visas. Över en fjärdedel en månad utan många kvällsmatcher: tänds de för träning som klarar sig med halva ljuset?',
    queries: [
      series(
        `SELECT sum("lights") / sum("used") FROM (SELECT sum("l") AS "lights" FROM (${power('l', imported, pointsOf('floodlight'))}) WHERE $timeFilter GROUP BY time(1h) fill(none)), (SELECT "w" AS "used" FROM (${usedPerHour}))`,
      ),
    ],
    unit: ratio,
    noData: noData.hours,
    settings: { color: { mode: 'fixed', fixedColor: colours.use['floodlight']! } },
  })),
  sized(24, 9, timeSeries({
    title: 'Effekt per mätpunkt',
    description: 'Valda mätare, timme för timme. Ett avbrott betyder att mätaren var tyst. Klicka på en kurva för att hämta den i Research.',
    queries: [series(curve('mean', 'energy_1h', 'active_power_w_mean', 'point', isChosen), '$tag_point')],
    unit: watt,
    noData: noData.chosen,
    finest: '1h',
    draw: { as: 'line', breakAfterMs: 3 * 3_600_000 },
    legend: 'table',
    legendCalcs: ['mean', 'max'],
    overrides: byPoint((point) => point.medium === 'electricity'),
    settings: { links: [to('research', 'Hämta i Research', ['site', 'zone'], clickedSeries('point', 'point'))] },
  })),
);

const base = section(
  'Vad står på i onödan?',
  sized(12, 9, timeSeries({
    title: 'Nattlast',
    description: 'Dygnets lägsta timme av all el som används, från nätet och från taket. Ett steg uppåt som stannar: något lämnades på, eller gick sönder, det dygnet.',
    queries: [series(`SELECT min("w") FROM (${usedPerHour}) WHERE $timeFilter ${perDay}`, 'Nattlast')],
    unit: watt,
    noData: noData.hours,
    finest: '1d',
    draw: { as: 'bars' },
    legend: 'hidden',
    settings: { min: 0 },
    overrides: [coloured('Nattlast', colours.medium.electricity)],
  })),
  sized(12, 9, table({
    title: 'Avvikelser',
    description: 'Senaste dygnets medeleffekt mot samma veckodag de fyra senaste veckorna, störst kvot först. Över 130 % utan match: ta reda på vad som står på. En match förra veckan drar ner kvoten.',
    queries: [rows(anomalies)],
    unit: watt,
    noData: noData.chosen,
    sortBy: 'Kvot',
    descending: true,
    overrides: [
      hidden('Time'),
      pointColumn('Mätpunkt', (name) => pointsOf('incomer', 'solar', ...uses.map(({ group }) => group)).includes(name), {
        id: 'links',
        value: [to('energi', 'Bara denna', ['site', 'zone'], clicked('point'))],
      }),
      measuredIn('Kvot', share, { id: 'thresholds', value: steps(colours.level.good, [1.3, colours.level.soon], [2, colours.level.now]) }),
      named('Samma veckodag', colour(colours.level.neutral)),
      named('Senaste dygnet', colour(colours.level.neutral)),
    ],
  })),
);

const media = section(
  'Sol, värme, vatten och temperatur',
  ...(
    [
      ['Sol per dygn', 'Vad solcellerna gav, dygn för dygn. Ligger den ena halvan kvar på noll en klar dag: se till växelriktaren.', 'active_energy_export_wh', solar, wattHour, colours.medium.solar],
      ['Värme per dygn', 'Fjärrvärme vid huvudmätaren, dygn för dygn. Jämför dygn med samma väder; ett steg uppåt är en ventil, en dörr eller en kurva att se över.', 'thermal_energy_wh', mains.heat, wattHour, colours.medium.heat],
      ['Vatten per dygn', 'Kallvatten vid huvudmätaren, dygn för dygn. Ett dygn utan verksamhet ska vara nära noll; är det inte det läcker något.', 'water_consumption_l', mains.water, litre, colours.medium.water],
    ] as const
  ).map(([title, description, field, points, unit, fixedColor]) =>
    sized(8, 8, timeSeries({
      title,
      description,
      queries: [series(energyPerDay(field, at(points)), title)],
      unit,
      noData: noData.measured,
      finest: '1d',
      draw: { as: 'bars' },
      legend: 'hidden',
      settings: { min: 0 },
      overrides: [coloured(title, fixedColor)],
    })),
  ),
  sized(24, 8, timeSeries({
    title: 'Temperatur',
    description: 'Givarna i vald zon. Kylrummet ska ligga stadigt: en brant kurva där är bråttom. Ett varmare ställverk än förra veckan: rensa filter, kolla fläkt.',
    queries: [series(curve('mean', 'environment', 'temperature_c', 'point', inZone), '$tag_point')],
    unit: celsius,
    noData: noData.chosen,
    draw: { as: 'line', breakAfterMs: 3 * 3_600_000 },
    overrides: byPoint((point) => point.group === 'climate'),
  })),
);

export const energi = dashboard({
  name: 'energi',
  title: 'Energi',
  description: 'Vart går elen, vilka timmar kostar, och vad står på i onödan?',
  time: { from: 'now-30d', to: 'now' },
  refresh: '5m',
  variables: [site, zone, pointOf('energy_1h', 'Mätpunkt', 'Mätare i vald zon. Gäller Effekt per mätpunkt och Avvikelser.')],
  annotations: kickOffs,
  links: [others],
  sections: [cost, use, base, media],
});
