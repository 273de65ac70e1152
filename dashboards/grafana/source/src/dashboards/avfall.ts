import { kickOffs } from '../annotations.ts';
import { dashboard } from '../dashboard.ts';
import { clicked, others, to } from '../links.ts';
import { barGauge } from '../panels/bar-gauge.ts';
import { section, sized } from '../panels/layout.ts';
import { byFraction, byPoint, colour, coloured, matchColumn, measuredIn, timed } from '../panels/named.ts';
import { stat } from '../panels/stat.ts';
import { table } from '../panels/table.ts';
import { timeSeries } from '../panels/time-series.ts';
import { curve, inZone, isChosen, oneOf, perDay } from '../query/influxql.ts';
import { eachMatch, sortedShare, wastePerHead } from '../query/match.ts';
import { rows, series } from '../query/source.ts';
import { bins } from '../site/groups.ts';
import { stations } from '../site/stations.ts';
import * as colours from '../style/colours.ts';
import { noData } from '../style/texts.ts';
import { steps } from '../style/thresholds.ts';
import { kilogram, kilogramPerHead, number, share, things } from '../style/units.ts';
import { pointOf, site, zone } from '../variables.ts';

const added = (name: string, condition: string): string => `SELECT sum("added_kg") AS "${name}" FROM "waste" WHERE $timeFilter AND ${condition}`;
const sortedOf = (grouping: string): string =>
  `SELECT sum("sorted") / sum("all") FROM (${added('sorted', `${inZone} AND "fraction" != 'residual'`)} ${grouping}), (${added('all', inZone)} ${grouping})`;
const sorting = steps(colours.level.now, [0.4, colours.level.soon], [0.6, colours.level.good]);

const amounts = section(
  'Hur mycket, och hur väl sorterat?',
  sized(4, 9, stat({
    title: 'Avfall',
    description: 'Det som lagts i kärl med våg under tiden som visas. Kärl utan våg räknas inte.',
    queries: [series(added('kg', inZone))],
    unit: kilogram,
    noData: noData.scales,
    settings: { color: { mode: 'fixed', fixedColor: colours.level.neutral } },
  })),
  sized(4, 9, stat({
    title: 'Sorterat',
    description: 'Andel av vikten som inte hamnat i restavfallet. Under 60 %: titta på stationerna till höger, börja med den tyngsta, och byt skylt eller plats.',
    queries: [series(sortedOf(''))],
    unit: share,
    noData: noData.scales,
    settings: { thresholds: sorting },
  })),
  sized(16, 9, timeSeries({
    title: 'Kilo per fraktion och dygn',
    description: 'Vad som lagts i kärlen, dygn för dygn. Märkena är avsparkar. Mycket restavfall ett dygn utan match kommer från kök och lounge: fråga där.',
    queries: [series(`${added('kg', inZone)} GROUP BY time(1d), "fraction" fill(none) tz('Europe/Stockholm')`, '$tag_fraction')],
    unit: kilogram,
    noData: noData.scales,
    finest: '1d',
    draw: { as: 'bars', stacked: true },
    settings: { min: 0 },
    overrides: byFraction,
  })),
  sized(12, 9, timeSeries({
    title: 'Sorterat per dygn',
    description: 'Andel av vikten som inte är restavfall, dygn för dygn. Faller den efter att en station flyttats eller en skylt bytts: ändra tillbaka.',
    queries: [series(`SELECT sum("sorted") / sum("all") FROM (${added('sorted', `${inZone} AND "fraction" != 'residual'`)} GROUP BY time(1h) fill(none)), (${added('all', inZone)} GROUP BY time(1h) fill(none)) WHERE $timeFilter ${perDay}`, 'Sorterat')],
    unit: share,
    noData: noData.scales,
    finest: '1d',
    draw: { as: 'bars' },
    legend: 'hidden',
    settings: { min: 0, max: 1 },
    overrides: [coloured('Sorterat', colours.fraction['food']!)],
  })),
  sized(12, 9, barGauge({
    title: 'Kilo per station',
    description: 'Vad varje sorteringsstation tagit emot under tiden som visas. Den som nästan inget får står fel; den som får mest behöver fler kärl.',
    queries: stations.map(({ title, bins: held }) => series(added('kg', `${inZone} AND ${oneOf('point', held)}`), title)),
    unit: kilogram,
    noData: noData.scales,
    settings: { min: 0, color: { mode: 'fixed', fixedColor: colours.fraction['residual']! } },
  })),
);

const rounds = section(
  'Åker vi i onödan?',
  sized(6, 8, stat({
    title: 'Inbesparade tömningar',
    description: `Mot en fast runda till alla ${bins.length} kärl varje dygn. Räknar bara dygn då något tömdes. Negativt: kärlen töms oftare än en fast runda; se efter vilka som fylls för fort.`,
    queries: [series(`SELECT ${bins.length} * count("n") - sum("n") FROM (SELECT sum("emptied") AS "n" FROM "waste" WHERE $timeFilter AND ${inZone} ${perDay})`)],
    unit: things('tömningar'),
    noData: noData.emptyings,
    settings: { thresholds: steps(colours.level.now, [0, colours.level.good]) },
  })),
  sized(18, 8, timeSeries({
    title: 'Tömningar per dygn',
    description: `Tömda kärl dygn för dygn; en fast runda vore ${bins.length}. Töms många lätta kärl: vänta tills de är fyllda till 80 %.`,
    queries: [
      series(`SELECT sum("emptied") FROM "waste" WHERE $timeFilter AND ${inZone} ${perDay}`, 'Tömda'),
      series(`SELECT mean("emptied_kg") FROM "waste" WHERE $timeFilter AND ${inZone} ${perDay}`, 'Kilo per tömning'),
    ],
    unit: number,
    noData: noData.emptyings,
    finest: '1d',
    draw: { as: 'bars' },
    settings: { min: 0 },
    overrides: [coloured('Tömda', colours.medium.electricity), measuredIn('Kilo per tömning', kilogram, colour(colours.fraction['residual']!))],
  })),
  sized(24, 9, timeSeries({
    title: 'Kärlets vecka',
    description: 'Fyllnad i valda kärl. Ett fall är en tömning. Ett kärl som töms halvfullt kan vänta; ett som når 95 % före rundan behöver en till.',
    queries: [series(curve('mean', 'waste_1h', 'filling_level_mean', 'point', isChosen), '$tag_point')],
    unit: share,
    noData: noData.bins,
    finest: '1h',
    draw: { as: 'line', breakAfterMs: 3 * 3_600_000 },
    settings: { min: 0, max: 1 },
    overrides: byPoint((point) => point.group === 'bin'),
  })),
);

const matches = section(
  'Match för match',
  sized(16, 9, table({
    title: 'Avfall per match',
    description: 'Två års matcher, den senaste först. Mer per person än vanligt: fråga kioskerna vad som såldes. Klicka på en match för att se den.',
    queries: [rows(eachMatch([['"waste_kg"', 'Avfall'], [wastePerHead, 'Per person'], [sortedShare, 'Sorterat'], ['"emptyings"', 'Tömningar']]))],
    unit: number,
    noData: noData.match,
    sortBy: 'Avspark',
    descending: true,
    overrides: [
      timed('Avspark', 'dateTimeAsLocal'),
      matchColumn('Match', { id: 'links', value: [to('matchdag', 'Matchen', [], clicked('match'))] }),
      measuredIn('Avfall', kilogram),
      measuredIn('Per person', kilogramPerHead),
      measuredIn('Sorterat', share, { id: 'thresholds', value: sorting }),
    ],
  })),
  sized(8, 9, barGauge({
    title: 'Fel sorterat i kontroller',
    description: 'Andel som hörde till en annan fraktion när kärl kontrollerades, medel per fraktion. Över 15 %: byt skylt eller lock på de kärlen.',
    queries: [series(`SELECT mean("contamination") FROM "waste" WHERE "checked" > 0 AND $timeFilter AND ${inZone} GROUP BY "fraction"`, '$tag_fraction')],
    unit: share,
    noData: noData.checks,
    settings: { min: 0, max: 1 },
    overrides: byFraction,
  })),
);

export const avfall = dashboard({
  name: 'avfall',
  title: 'Avfall',
  description: 'Sorteras det rätt, står stationerna rätt, och åker vi i onödan?',
  time: { from: 'now-30d', to: 'now' },
  refresh: '5m',
  variables: [site, zone, pointOf('waste', 'Kärl', 'Kärl i vald zon. Gäller Kärlets vecka.')],
  annotations: kickOffs,
  links: [others],
  sections: [amounts, rounds, matches],
});
