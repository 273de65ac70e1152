import { dashboard } from '../dashboard.ts';
import type { DataLink } from '../grafana/field.ts';
import { barGauge } from '../panels/bar-gauge.ts';
import { layOut, section, sized, type Section } from '../panels/layout.ts';
import { coloured } from '../panels/named.ts';
import { stat } from '../panels/stat.ts';
import { text } from '../panels/text.ts';
import { timeSeries } from '../panels/time-series.ts';
import { allowedPerDay, emitted, lastDay, notCounted, perDay, remaining, saved, years } from '../query/climate.ts';
import { series } from '../query/source.ts';
import { allowedKg, coal, curve, curves, energyFactors, grid, sortingFactors } from '../site/climate.ts';
import { fractions } from '../site/fractions.ts';
import { mains, pointsOf, uses } from '../site/groups.ts';
import * as colours from '../style/colours.ts';
import { noData } from '../style/texts.ts';
import { steps } from '../style/thresholds.ts';
import { kilogram, things, wattHour } from '../style/units.ts';

const Computed = 'Så räknas det';

const swedish = (value: number, digits = 4): string => value.toLocaleString('sv-SE', { maximumFractionDigits: digits });
const year = (of: { year?: number }): string => (of.year === undefined ? 'utan årtal' : String(of.year));

const factor = `${grid.title.sv}: ${swedish(grid.kg_per_kwh!)} kg per kWh`;
const steadily = `minus ${swedish((1 - curve.yearly_factor) * 100, 1)} % om året`;
const invented = curve.invented === true ? ' Basårets utsläpp är påhittat: arenans eget har ingen räknat.' : '';

const nameOf = (fraction: string): string => fractions.find(({ name }) => name === fraction)?.title ?? fraction;

const row = (cells: readonly string[]): string => `| ${cells.join(' | ')} |`;
const table = (head: readonly string[], rows: readonly (readonly string[])[]): string => [row(head), row(head.map(() => '---')), ...rows.map(row)].join('\n');
const used = (of: { counted?: boolean }): string => (of.counted === true ? '**räknas**' : 'räknas inte');

/** The manifest's figures in words, so that everyone can compute what the panels show. */
const computed = [
  `**Utsläpp** = köpt el (räkneverkens ökning, kWh) × faktor. Egen solel räknas som noll. **Kol på tallriken** = utsläpp ÷ ${swedish(coal.kg_per_kg)} kg koldioxid per kg ${coal.title.sv.toLowerCase()} (${coal.boundary!.sv.toLowerCase()}; ${coal.source}).`,
  table(['Energi', 'kg CO2e per kWh', 'År', 'Omfattar', 'Källa', ''], energyFactors.map((one) => [one.title.sv, one.kg_per_kwh === undefined ? 'ingen offentlig siffra' : swedish(one.kg_per_kwh, 5), year(one), one.boundary?.sv ?? '', one.source, used(one)])),
  `**Kurvan** = basårets utsläpp × ${swedish(curve.yearly_factor)} för varje år därefter.${invented} **Kvar av budgeten** = årets punkt på kurvan − årets utsläpp.`,
  table(['Kurva', 'Basår', 'Basårets kg CO2e', 'Kvar efter ett år', 'Källa', ''], curves.map((one) => [one.title.sv, String(one.base_year), `${swedish(one.base_kg)}${one.invented === true ? ' (påhittat)' : ''}`, `${swedish(one.yearly_factor * 100, 1)} %`, one.source, used(one)])),
  '**Sparat genom sortering** = kilo i kärl med våg × faktor. Det sparas någon annanstans, så det dras inte av från utsläppen.',
  table(['Material', 'Kärl', 'kg CO2e per kg', 'År', 'Källa', ''], sortingFactors.map((one) => [one.title.sv, nameOf(one.fraction), one.kg_per_kg === undefined ? 'ingen siffra' : swedish(one.kg_per_kg), year(one), one.source, used(one)])),
].join('\n\n');

const sections = (links: DataLink[]): Section[] => [
  section(
    '',
    sized(8, 9, stat({
      title: 'Kol på tallriken, senaste dygnet',
      description: `Så många kilo stenkol ger lika mycket koldioxid som elen arenan har köpt det senaste dygnet. ${factor}. Släck det som ingen använder, så blir högen mindre.`,
      queries: [series(lastDay(coal.kg_per_kg))],
      unit: things('kg kol', 0),
      far: true,
      noData: noData.measured,
      links,
    })),
    sized(8, 9, stat({
      title: 'Koldioxid från elen, senaste dygnet',
      description: `Köpt el det senaste dygnet × faktorn. ${factor}, ${year(grid)}. Är det mer än en vanlig dag: se i Energi vad som drog.`,
      queries: [series(lastDay())],
      unit: kilogram,
      far: true,
      noData: noData.measured,
      links,
    })),
    sized(8, 9, stat({
      title: 'Kvar av årets budget',
      description: `Vad kurvan (${steadily}) låter arenan släppa ut i år, minus det som redan är utsläppt. Under noll är budgeten slut.${invented}`,
      queries: years.map((one) => series(remaining(one, allowedKg(one)), `Kvar av ${one}`)),
      unit: kilogram,
      far: true,
      noData: noData.measured,
      settings: { thresholds: steps(colours.level.now, [0, colours.level.good]) },
      links,
    })),
  ),
  section(
    `I år: ${steadily}`,
    sized(16, 10, timeSeries({
      title: 'Utsläpp per dygn mot kurvan',
      description: `Staplarna är dygnets utsläpp från köpt el, linjen vad kurvan ger varje dygn i år. Staplar över linjen äter av budgeten; ett hål betyder att mätaren inte hördes.${invented}`,
      queries: [series(perDay, 'Utsläpp'), ...years.map((one) => series(allowedPerDay(one, allowedKg(one)), `Kurvan ${one}`))],
      unit: kilogram,
      noData: noData.measured,
      draw: { as: 'bars' },
      settings: { min: 0 },
      overrides: [
        coloured('Utsläpp', colours.medium.electricity),
        { matcher: { id: 'byRegexp', options: '/^Kurvan/' }, properties: [{ id: 'custom.drawStyle', value: 'line' }, { id: 'custom.fillOpacity', value: 0 }, { id: 'custom.lineWidth', value: 2 }, { id: 'color', value: { mode: 'fixed', fixedColor: colours.level.good } }] },
      ],
      links,
    })),
    sized(8, 10, barGauge({
      title: `Koldioxid per källa (${swedish(grid.kg_per_kwh!)} kg/kWh, ${year(grid)})`,
      description: `Köpt el och vad var och en av förbrukarna drog, × ${grid.title.sv.toLowerCase()}. Egen solel räknas inte. Börja spara där stapeln är längst.`,
      queries: [
        series(emitted(mains.electricity), 'All köpt el'),
        ...uses.map(({ group, title }) => series(emitted(pointsOf(group)), title)),
      ],
      unit: kilogram,
      noData: noData.measured,
      settings: { color: { mode: 'continuous-GrYlRd' }, min: 0 },
      links,
    })),
    sized(16, 8, barGauge({
      title: 'Sparat någon annanstans genom sortering',
      description: 'Kilo i vägda kärl × vad återvinningen av ett kilo sparar (recycling.se, utan årtal). Dras inte av från utsläppen. Sortera mer av det som har längst stapel per kilo.',
      queries: sortingFactors.filter(({ counted }) => counted === true).map((one) => series(saved(one.fraction, one.kg_per_kg!), `${one.title.sv}, ${swedish(one.kg_per_kg!)} kg/kg`)),
      unit: kilogram,
      noData: noData.scales,
      settings: { color: { mode: 'continuous-BlYlRd' }, min: 0 },
      links,
    })),
    sized(8, 8, stat({
      title: 'Fjärrvärme, räknas inte',
      description: 'Värmen i år vid huvudmätaren. För Borlänges fjärrvärme finns ingen offentlig siffra, så den ger inga utsläpp här. Finns en siffra: skriv in den i anläggningens manifest.',
      queries: [series(notCounted)],
      unit: wattHour,
      noData: noData.measured,
      links,
    })),
  ),
  section('', sized(24, 20, text({ title: Computed, description: 'Formler, faktorer och källor, ur anläggningens manifest. En ny siffra skrivs in där bredvid den gamla.', content: computed }))),
];

/** The panels' link leads to the text below them, whose number is known once they are laid out. */
const computedId = layOut(sections([])).find(({ title }) => title === Computed)!.id;

/** Without variables and annotations: what is shared with everyone can't have any. */
export const klimat = dashboard({
  name: 'klimat',
  title: 'Klimat',
  description: 'Vad arenans el betyder för klimatet, i år och i dag, och hur mycket som är kvar. Visas också för alla.',
  time: { from: 'now/y', to: 'now' },
  refresh: '5m',
  sections: sections([{ title: Computed, url: `/d/arena-klimat?viewPanel=panel-${computedId}` }]),
});
