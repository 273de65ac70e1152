import { dashboard } from '../dashboard.ts';
import { clicked, others, to } from '../links.ts';
import { alertList } from '../panels/alert-list.ts';
import { barGauge } from '../panels/bar-gauge.ts';
import { section, sized } from '../panels/layout.ts';
import { byUse, coloured, measuredIn, named, pointColumn, zoneColumn } from '../panels/named.ts';
import { stat } from '../panels/stat.ts';
import { hidden, table } from '../panels/table.ts';
import { timeSeries } from '../panels/time-series.ts';
import { boughtPerHour } from '../query/hours.ts';
import { ago, at, curveSummed, here, lastSummed, meanSummed, rise, risen } from '../query/influxql.ts';
import { silentPoints } from '../query/silent.ts';
import { rows, series } from '../query/source.ts';
import { bins, mains, pointsOf, solar, uses } from '../site/groups.ts';
import * as colours from '../style/colours.ts';
import { noData } from '../style/texts.ts';
import { filling, steps } from '../style/thresholds.ts';
import { litre, litrePerSecond, number, share, watt, wattHour } from '../style/units.ts';

const incomer = at(mains.electricity);
const roof = at(solar);
const midnight = 'Räknas från midnatt.';

const fixed = (fixedColor: string) => ({ color: { mode: 'fixed', fixedColor } }) as const;

const power = section(
  '',
  sized(8, 6, stat({
    far: true,
    title: 'Effekt från nätet',
    description: 'Effekten nu (de senaste fem minuterna), medeleffekten den senaste timmen och samma timme för en vecka sedan. Ligger den senaste timmen klart över förra veckans utan match: se Energi, Avvikelser.',
    queries: [
      series(lastSummed('energy', 'active_power_w', ago('5m'), incomer), 'Nu'),
      series(meanSummed('energy', 'active_power_w', ago('1h'), incomer), 'Senaste timmen'),
      series(meanSummed('energy', 'active_power_w', ago('7d 1h', '7d'), incomer), 'Samma timme förra veckan'),
    ],
    unit: watt,
    noData: noData.measured,
    names: true,
    settings: fixed(colours.medium.electricity),
    links: [to('energi', 'Vad drar?', [])],
  })),
  sized(8, 6, barGauge({
    far: true,
    title: 'Timmen mot månadens topp',
    description: 'Månadens högsta hela timme avgör effektavgiften. Närmar sig timmen toppen: vänta med laddning, disk och extra ljus till nästa timme.',
    queries: [
      series(`SELECT max("w") FROM (${boughtPerHour})`, 'Månadens topp'),
      series(`SELECT last("v") FROM (${curveSummed('energy', 'active_power_w', incomer, '1h', ago('1h'))})`, 'Timmen hittills'),
    ],
    unit: watt,
    noData: noData.hours,
    time: 'now/M',
    settings: { min: 0, ...fixed(colours.medium.electricity) },
  })),
  sized(8, 6, stat({
    far: true,
    title: 'Sol i dag',
    description: `Vad taket gett, och hur stor del av det arenan själv använt; resten såldes. ${midnight} Låg egen användning en solig dag: flytta laddning och disk till mitt på dagen.`,
    queries: [
      series(lastSummed('energy', 'active_power_w', ago('5m'), roof), 'Nu'),
      series(risen('energy', 'active_energy_export_wh', roof), 'I dag'),
      series(
        `SELECT (sum("made") - sum("sold")) / sum("made") FROM (${rise('made', 'energy', 'active_energy_export_wh', roof)}), (${rise('sold', 'energy', 'active_energy_export_wh', incomer)})`,
        'Egen användning',
      ),
    ],
    unit: wattHour,
    noData: noData.measured,
    time: 'now/d',
    names: true,
    settings: fixed(colours.medium.solar),
    overrides: [measuredIn('Nu', watt), measuredIn('Egen användning', share)],
  })),
);

const today = section(
  '',
  sized(8, 6, barGauge({
    far: true,
    title: 'El i dag per användning',
    description: `Vad varje slags förbrukare dragit. ${midnight} Det som inga undermätare ser saknas. Drar något som borde vara släckt: stäng av det, eller ring driften.`,
    queries: uses.map(({ group, title }) => series(risen('energy', 'active_energy_import_wh', at(pointsOf(group))), title)),
    unit: wattHour,
    noData: noData.measured,
    time: 'now/d',
    settings: { min: 0 },
    overrides: byUse,
    links: [to('energi', 'Vilken mätare?', [])],
  })),
  sized(4, 6, stat({
    far: true,
    title: 'El i dag',
    description: `Köpt el: vad de inkommande mätarnas räkneverk stigit. ${midnight}`,
    queries: [series(risen('energy', 'active_energy_import_wh', incomer))],
    unit: wattHour,
    noData: noData.measured,
    time: 'now/d',
    settings: fixed(colours.medium.electricity),
  })),
  sized(4, 6, stat({
    far: true,
    title: 'Värme i dag',
    description: `Fjärrvärme vid huvudmätaren; undermätarna ingår. ${midnight} Stiger den en mild dag: se efter öppna portar och dörrar.`,
    queries: [series(risen('energy', 'thermal_energy_wh', at(mains.heat)))],
    unit: wattHour,
    noData: noData.measured,
    time: 'now/d',
    settings: fixed(colours.medium.heat),
  })),
  sized(4, 6, stat({
    far: true,
    title: 'Vatten i dag',
    description: `Kallvatten vid huvudmätaren; undermätarna ingår. ${midnight}`,
    queries: [series(risen('energy', 'water_consumption_l', at(mains.water)))],
    unit: litre,
    noData: noData.measured,
    time: 'now/d',
    settings: fixed(colours.medium.water),
  })),
  sized(4, 6, stat({
    far: true,
    title: 'Vatten i natt',
    description: 'Lägsta vattenflödet under en kvart det senaste dygnet. Är det inte nära noll någon gång under natten läcker något: se Energi, Vatten.',
    queries: [series(`SELECT min("v") FROM (${curveSummed('energy', 'water_flow_l_s', at(mains.water), '15m', ago('1d'))})`)],
    unit: litrePerSecond,
    noData: noData.measured,
    settings: { thresholds: steps(colours.level.good, [0.05, colours.level.soon], [0.2, colours.level.now]) },
  })),
);

const attention = section(
  '',
  sized(8, 8, table({
    far: true,
    title: 'Kärl att tömma',
    description: 'Kärl som fyllts till 80 % eller mer, fullast först. Från 80 % tas kärlet på nästa runda, från 95 % nu.',
    queries: [rows(`SELECT "level" FROM (SELECT last("filling_level") AS "level" FROM "waste" WHERE ${ago('2h')} AND ${here} GROUP BY "point", "zone") WHERE "level" >= 0.8 GROUP BY "point", "zone"`)],
    unit: share,
    noData: noData.noneToEmpty,
    sortBy: 'Fyllt',
    descending: true,
    settings: { thresholds: filling },
    overrides: [
      hidden('Time'),
      pointColumn('Kärl', (name) => bins.includes(name), { id: 'links', value: [to('avfall', 'Kärlets vecka', [], clicked('point'))] }),
      zoneColumn('Zon'),
      named('level', { id: 'displayName', value: 'Fyllt' }, { id: 'color', value: { mode: 'thresholds' } }),
    ],
  })),
  sized(8, 8, table({
    far: true,
    title: 'Tysta givare',
    description: 'Givare som hörts de senaste två dygnen men inte den senaste kvarten. En ensam: se till givaren. En hel zon: se till noden, under Noder.',
    queries: [rows(silentPoints('signs'))],
    unit: number,
    noData: noData.noneSilent,
    sortBy: 'Givare',
    overrides: [
      hidden('Time'),
      hidden('signs'),
      pointColumn('Givare', () => true, { id: 'links', value: [to('fleet', 'Noden', [])] }),
      zoneColumn('Zon'),
    ],
  })),
  sized(8, 8, alertList({
    title: 'Larm',
    description: 'Larm som gäller nu, det nyaste överst. Öppna ett larm: där står vad du ska göra.',
  })),
);

const day = section(
  '',
  sized(24, 7, timeSeries({
    title: 'Effekt det senaste dygnet',
    description: 'Från nätet och från taket. Ett avbrott betyder att mätaren var tyst i mer än fem minuter: då är siffrorna för i dag inte sena utan väntar hos noden.',
    queries: [
      series(curveSummed('energy', 'active_power_w', incomer), 'Från nätet'),
      series(curveSummed('energy', 'active_power_w', roof), 'Från taket'),
    ],
    unit: watt,
    noData: noData.measured,
    settings: { min: 0 },
    overrides: [coloured('Från nätet', colours.medium.electricity), coloured('Från taket', colours.medium.solar)],
  })),
);

export const driftcentral = dashboard({
  name: 'driftcentral',
  title: 'Driftcentral',
  description: 'Vad händer på arenan nu, och vad måste någon gå och göra?',
  time: { from: 'now-24h', to: 'now' },
  refresh: '10s',
  links: [others],
  sections: [power, today, attention, day],
});
