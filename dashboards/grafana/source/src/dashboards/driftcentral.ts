import { dashboard } from '../dashboard.ts';
import { barGauge } from '../panels/bar-gauge.ts';
import { section, sized } from '../panels/layout.ts';
import { byFraction } from '../panels/named.ts';
import { stat } from '../panels/stat.ts';
import { stateTimeline } from '../panels/state-timeline.ts';
import { table } from '../panels/table.ts';
import { timeSeries } from '../panels/time-series.ts';
import { curve, inZone, isChosen, lastLargest, lastSummed, newest, oneOf, risen, risenPerHour } from '../query/influxql.ts';
import { rows, series } from '../query/source.ts';
import { mains, pointsOf, solar, uses } from '../site/groups.ts';
import { noData } from '../style/texts.ts';
import { filling } from '../style/thresholds.ts';
import { celsius, kilogram, litre, litrePerSecond, number, seconds, share, things, watt, wattHour } from '../style/units.ts';
import { pointOf, zone } from '../variables.ts';

const now = 'Visar det som kommit in de senaste fem minuterna; äldre värden räknas inte som nu.';
const main = 'Undermätarna ingår i den och räknas inte en gång till.';

const whole = section(
  'Hela arenan, nu och i dag',
  sized(4, 4, stat({
    title: 'Effekt från nätet',
    description: `Elen som arenan tar ur nätet just nu, alla inkommande mätare tillsammans. ${now}`,
    queries: [series(lastSummed('energy', 'active_power_w', oneOf('point', mains.electricity)))],
    unit: watt,
    noData: noData.measured,
    time: '5m',
  })),
  sized(4, 4, stat({
    title: 'Solel',
    description: `Elen som solcellerna under läktartaket ger just nu. ${now}`,
    queries: [series(lastSummed('energy', 'active_power_w', oneOf('point', solar)))],
    unit: watt,
    noData: noData.measured,
    time: '5m',
  })),
  sized(4, 4, stat({
    title: 'El från nätet i dag',
    description: 'Köpt el sedan midnatt: hur mycket de inkommande mätarnas räkneverk har stigit.',
    queries: [series(risen('energy', 'active_energy_import_wh', oneOf('point', mains.electricity)))],
    unit: wattHour,
    noData: noData.measured,
    time: 'now/d',
  })),
  sized(4, 4, stat({
    title: 'Värme i dag',
    description: `Fjärrvärme sedan midnatt, vid huvudmätaren. ${main}`,
    queries: [series(risen('energy', 'thermal_energy_wh', oneOf('point', mains.heat)))],
    unit: wattHour,
    noData: noData.measured,
    time: 'now/d',
  })),
  sized(4, 4, stat({
    title: 'Vatten i dag',
    description: `Kallvatten sedan midnatt, vid huvudmätaren. ${main}`,
    queries: [series(risen('energy', 'water_consumption_l', oneOf('point', mains.water)))],
    unit: litre,
    noData: noData.measured,
    time: 'now/d',
  })),
  sized(4, 4, stat({
    title: 'Fullaste kärlet',
    description: 'Fyllnadsgraden i det kärl som är fullast. Från 80 % bör det tömmas på nästa runda, från 95 % nu.',
    queries: [series(lastLargest('waste', 'filling_level'))],
    unit: share,
    noData: noData.bins,
    time: '1h',
    settings: { thresholds: filling, min: 0, max: 1 },
  })),
);

const electricity = section(
  'El',
  sized(16, 9, timeSeries({
    title: 'Effekt per mätpunkt',
    description: 'Elmätarna i vald zon. Ett avbrott i en kurva betyder att mätaren var tyst i mer än fem minuter.',
    queries: [series(curve('mean', 'energy', 'active_power_w', 'point', isChosen), '$tag_point')],
    unit: watt,
    noData: noData.chosen,
    legend: 'table',
    legendCalcs: ['lastNotNull', 'max'],
  })),
  sized(8, 9, barGauge({
    title: 'El i dag per användning',
    description: 'Hur mycket el varje slags förbrukare har dragit sedan midnatt. Det som inga undermätare ser saknas.',
    queries: uses.map(({ group, title }) => series(risen('energy', 'active_energy_import_wh', oneOf('point', pointsOf(group))), title)),
    unit: wattHour,
    noData: noData.measured,
    time: 'now/d',
    display: 'gradient',
    settings: { color: { mode: 'continuous-BlYlRd' }, min: 0 },
  })),
  sized(24, 7, timeSeries({
    title: 'El från nätet per timme',
    description: 'Köpt el timme för timme. De högsta timmarna i månaden avgör effektavgiften; ett hål betyder att mätaren inte hördes den timmen.',
    queries: [series(risenPerHour('energy', 'active_energy_import_wh', oneOf('point', mains.electricity)), 'Från nätet')],
    unit: wattHour,
    noData: noData.measured,
    draw: { as: 'bars' },
    legend: 'hidden',
    settings: { min: 0 },
  })),
);

const climate = section(
  'Värme, vatten och temperatur',
  sized(8, 8, timeSeries({
    title: 'Värmeeffekt',
    description: 'Värmemätarna i vald zon. Ett avbrott i en kurva betyder att mätaren var tyst i mer än fem minuter.',
    queries: [series(curve('mean', 'energy', 'thermal_power_w', 'point', isChosen), '$tag_point')],
    unit: watt,
    noData: noData.chosen,
    settings: { min: 0 },
  })),
  sized(8, 8, timeSeries({
    title: 'Vattenflöde',
    description: 'Vattenmätarna i vald zon. Flöde en natt utan verksamhet kan vara en läcka.',
    queries: [series(curve('mean', 'energy', 'water_flow_l_s', 'point', isChosen), '$tag_point')],
    unit: litrePerSecond,
    noData: noData.chosen,
    settings: { min: 0 },
  })),
  sized(8, 8, timeSeries({
    title: 'Temperatur',
    description: 'Givarna i vald zon. Kylrummet ska ligga stadigt; en brant kurva där är bråttom.',
    queries: [series(curve('mean', 'environment', 'temperature_c', 'point', inZone), '$tag_point')],
    unit: celsius,
    noData: noData.chosen,
    draw: { as: 'line', breakAfterMs: 600_000 },
  })),
);

const waste = section(
  'Avfall',
  sized(12, 18, barGauge({
    title: 'Kärl efter fyllnadsgrad',
    description: 'Senaste fyllnadsgraden per kärl i vald zon. Ett kärl som saknas här har varit tyst i mer än två timmar.',
    queries: [rows(newest('waste', 'filling_level', 'Fyllnadsgrad', 'point', inZone))],
    unit: share,
    noData: noData.bins,
    time: '2h',
    rows: 100,
    settings: { thresholds: filling, min: 0, max: 1 },
  })),
  sized(12, 9, timeSeries({
    title: 'Fyllnadsgrad per fraktion',
    description: 'Medelvärdet över kärlen i vald zon. Ett fall är en tömning.',
    queries: [series(curve('mean', 'waste', 'filling_level', 'fraction', inZone), '$tag_fraction')],
    unit: share,
    noData: noData.chosen,
    draw: { as: 'line', breakAfterMs: 1_800_000 },
    settings: { min: 0, max: 1 },
    overrides: byFraction,
  })),
  sized(12, 9, timeSeries({
    title: 'Vikt per fraktion',
    description: 'Medelvikten över de kärl i vald zon som står på våg.',
    queries: [series(curve('mean', 'waste', 'cargo_weight_kg', 'fraction', inZone), '$tag_fraction')],
    unit: kilogram,
    noData: noData.scales,
    draw: { as: 'line', breakAfterMs: 1_800_000 },
    settings: { min: 0 },
    overrides: byFraction,
  })),
);

const nodes = section(
  'Noder',
  sized(10, 9, table({
    title: 'Noder: senaste livstecken',
    description: 'När varje nod senast hördes av, äldst först, och hur länge den varit igång. En nod som saknas har varit tyst i en vecka.',
    queries: [rows(newest('node', 'uptime_s', 'Igång sedan start', 'point'))],
    unit: seconds,
    noData: noData.nodes,
    time: '7d',
    sortBy: 'Senast hörd',
    overrides: [
      { matcher: { id: 'byName', options: 'Time' }, properties: [{ id: 'displayName', value: 'Senast hörd' }, { id: 'unit', value: 'dateTimeFromNow' }] },
      { matcher: { id: 'byName', options: 'point' }, properties: [{ id: 'displayName', value: 'Nod' }] },
    ],
  })),
  sized(14, 9, stateTimeline({
    title: 'Noder: livstecken över tid',
    description: 'Grönt där noden hördes av. Ett hål är tystnad.',
    queries: [series(curve('count', 'node', 'uptime_s', 'point'), '$tag_point')],
    unit: number,
    noData: noData.nodes,
    breakAfterMs: 900_000,
    settings: { mappings: [{ type: 'range', options: { from: 1, to: null, result: { text: 'Hörd', color: 'green', index: 0 } } }] },
  })),
  sized(24, 8, timeSeries({
    title: 'Noder: paket som väntar',
    description: 'Paket som noden inte fått kvittens för. En kurva som stiger betyder att noden inte når fram; inget är förlorat.',
    queries: [series(curve('max', 'node', 'outbox_batches', 'point'), '$tag_point')],
    unit: things('paket'),
    noData: noData.nodes,
    draw: { as: 'line', breakAfterMs: 600_000 },
    settings: { min: 0 },
  })),
);

export const driftcentral = dashboard({
  name: 'driftcentral',
  title: 'Driftcentral',
  description: 'El, värme, vatten, avfall och noder på arenan: vad som händer nu och vad som har hänt.',
  time: { from: 'now-24h', to: 'now' },
  refresh: '10s',
  variables: [zone, pointOf('energy', 'Mätpunkt', 'Mätare för el, värme och vatten i vald zon.')],
  sections: [whole, electricity, climate, waste, nodes],
});
