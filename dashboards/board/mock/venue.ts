import type { Group, MapShape, Point, Position, Quantity, Site, Title } from '../src/api/types.ts';

/** A made-up ground of the size of the real one: enough of everything to develop the page against. Not the manifest. */

type Draft = Omit<Point, 'quantities'> & { quantities: Omit<Quantity, 'last'>[] };
export interface MockNode { readonly node: string; readonly title: Title; readonly zone: string; readonly at: Position }

const both = (sv: string, en: string): Title => ({ sv, en });
const box = (x: number, y: number, w: number, h: number): Position[] => [[x, y], [x + w, y], [x + w, y + h], [x, y + h]];
const shape = (kind: string, outline: Position[], label: Title | null = null): MapShape => ({ kind, label, outline });

const gauge = (quantity: string, unit: string, sv: string, en: string) => ({ quantity, unit, kind: 'gauge' as const, title: both(sv, en) });
const counter = (quantity: string, unit: string, sv: string, en: string) => ({ quantity, unit, kind: 'counter' as const, title: both(sv, en) });
const quantitiesOf: Record<string, Omit<Quantity, 'last'>[]> = {
  bin: [
    gauge('filling_level', '/', 'Fyllnadsgrad', 'Fill level'), gauge('cargo_weight', 'kg', 'Vikt', 'Weight'),
    { quantity: 'lid_open', unit: '/', kind: 'event', title: both('Lock', 'Lid') },
    counter('lid_openings', 'count', 'Lucköppningar', 'Lid openings'),
  ],
  power: [gauge('active_power', 'W', 'Effekt', 'Power'), counter('active_energy_import', 'Wh', 'Energi', 'Energy')],
  solar: [gauge('active_power', 'W', 'Effekt', 'Power'), counter('active_energy_export', 'Wh', 'Producerad energi', 'Energy produced')],
  heat: [gauge('thermal_power', 'W', 'Värmeeffekt', 'Thermal power'), counter('thermal_energy', 'Wh', 'Värmeenergi', 'Thermal energy')],
  water: [gauge('water_flow', 'l/s', 'Flöde', 'Flow'), counter('water_consumption', 'l', 'Förbrukning', 'Consumption')],
  climate: [gauge('temperature', 'Cel', 'Temperatur', 'Temperature'), gauge('relative_humidity', '%RH', 'Luftfuktighet', 'Humidity'), gauge('co2', 'ppm', 'Koldioxid', 'Carbon dioxide')],
  turnstile: [counter('people_count_towards', 'count', 'Personer in', 'People in'), counter('people_count_away', 'count', 'Personer ut', 'People out')],
  bicycle: [counter('bicycle_count', 'count', 'Cyklar', 'Bicycles')],
  car: [counter('vehicle_count', 'count', 'Bilar', 'Cars')],
  node: [
    gauge('cpu_temperature', 'Cel', 'Processortemperatur', 'Processor temperature'), gauge('cpu_load', '/', 'Processorlast', 'Processor load'),
    gauge('memory_used', 'B', 'Minne', 'Memory used'), gauge('uptime', 's', 'Drifttid', 'Uptime'), gauge('outbox_batches', 'count', 'Utkorg', 'Outbox'),
  ],
};

const zones = [
  ['north', 'Norra läktaren', 'North stand'], ['south', 'Södra läktaren', 'South stand'], ['west', 'Huvudläktaren', 'Main stand'],
  ['east', 'Östra ståplats', 'East terrace'], ['concourse', 'Promenaden', 'Concourse'], ['kitchens', 'Kök och kiosker', 'Kitchens and kiosks'],
  ['technical', 'Teknikhus', 'Technical building'], ['parking', 'Parkering', 'Car park'],
].map(([zone, sv, en]) => ({ zone: zone!, title: both(sv!, en!) }));

export const site: Site = {
  site: 'borlange-energi-arena',
  title: both('Borlänge Energi Arena', 'Borlänge Energi Arena'),
  time_zone: 'Europe/Stockholm',
  map: {
    width: 1000, height: 640,
    shapes: [
      shape('path', box(150, 70, 700, 500)),
      shape('parking', box(20, 80, 100, 480), both('Parkering', 'Car park')),
      shape('stand', box(230, 90, 540, 70), both('Norra läktaren', 'North stand')),
      shape('stand', box(230, 480, 540, 70), both('Södra läktaren', 'South stand')),
      shape('stand', box(170, 180, 60, 280), both('Huvudläktaren', 'Main stand')),
      shape('stand', box(770, 180, 60, 280), both('Östra ståplats', 'East terrace')),
      shape('pitch', box(250, 180, 500, 280)),
      shape('building', box(880, 90, 90, 130), both('Teknikhus', 'Technical')),
      shape('building', box(880, 400, 90, 150), both('Kök', 'Kitchen')),
    ],
  },
  zones,
  matches: [
    { match: 'nasta', opponent: 'Östersunds FK', kick_off: new Date(Math.ceil(Date.now() / 86_400_000) * 86_400_000 + 3 * 86_400_000 + 14 * 3_600_000).toISOString(), expected_attendance: 3200 },
  ],
};

const stations: [node: string, zone: string, sv: string, en: string, at: Position][] = [
  ['node-north-west', 'north', 'Norra läktaren väst', 'North stand west', [290, 125]], ['node-north-east', 'north', 'Norra läktaren öst', 'North stand east', [710, 125]],
  ['node-south-west', 'south', 'Södra läktaren väst', 'South stand west', [290, 515]], ['node-south-east', 'south', 'Södra läktaren öst', 'South stand east', [710, 515]],
  ['node-main-stand', 'west', 'Huvudläktaren', 'Main stand', [200, 320]], ['node-east', 'east', 'Östra ståplats', 'East terrace', [800, 320]],
  ['node-gate-west', 'concourse', 'Västra entrén', 'West gate', [155, 240]], ['node-gate-south', 'concourse', 'Södra entrén', 'South gate', [500, 590]],
  ['node-kitchen', 'kitchens', 'Huvudköket', 'Main kitchen', [925, 475]], ['node-kiosk', 'kitchens', 'Kiosk norr', 'North kiosk', [500, 60]],
  ['node-technical', 'technical', 'Teknikhuset', 'Technical building', [925, 155]], ['node-floodlights', 'technical', 'Strålkastarna', 'Floodlights', [850, 90]],
  ['node-parking', 'parking', 'Parkeringen', 'Car park', [70, 320]], ['node-roof', 'west', 'Taket', 'Roof', [200, 420]],
];
export const nodes: MockNode[] = stations.map(([node, zone, sv, en, at]) => ({ node, zone, title: both(sv, en), at }));

const drafts: Draft[] = [];
function add(point: string, sv: string, en: string, node: string, group: Group, kind: string, at: Position, more: Partial<Draft> = {}): void {
  const zone = nodes.find((n) => n.node === node)!.zone;
  const hardware = kind === 'bin' ? [{ kind: 'fill', every_s: 60 }, { kind: 'weight', every_s: 60 }, { kind: 'lid', every_s: 60 }] : [{ kind: kind === 'node' ? 'health' : 's0', every_s: 10 }];
  drafts.push({ point, title: both(sv, en), zone, group, fraction: null, medium: null, node, at, hardware, quantities: quantitiesOf[kind]!, ...more });
}

const fractions: [string, string, string][] = [['residual', 'restavfall', 'residual waste'], ['food', 'matavfall', 'food waste'], ['plastic', 'plastförpackningar', 'plastic packaging'], ['paper-packaging', 'pappersförpackningar', 'paper packaging'], ['deposit', 'pant', 'deposit cans']];
for (const [node, , sv, en, [x, y]] of stations.slice(0, 10)) {
  const short = node.replace('node-', '');
  for (const [i, [fraction, svName, enName]] of fractions.entries()) {
    add(`bin-${short}-${fraction}`, `${sv}, ${svName}`, `${en}, ${enName}`, node, 'bin', 'bin', [x + (i - 2) * 9, y + (y > 320 ? 18 : -18)], { fraction });
  }
}
add('incomer-main', 'Inkommande matning', 'Main incomer', 'node-technical', 'incomer', 'power', [940, 120]);
for (const [i, at] of ([[215, 75], [785, 75], [215, 565], [785, 565]] as Position[]).entries()) add(`floodlight-${i + 1}`, `Strålkastarmast ${i + 1}`, `Floodlight mast ${i + 1}`, 'node-floodlights', 'floodlight', 'power', at);
for (const [i, name] of ['Storkök spis', 'Storkök kyl', 'Diskrum', 'Kiosk norr', 'Kiosk söder', 'Pressrum'].entries()) add(`kitchen-${i + 1}`, name, `Kitchen circuit ${i + 1}`, i === 3 ? 'node-kiosk' : 'node-kitchen', 'kitchen', 'power', i === 3 ? [470, 75] : i === 4 ? [430, 570] : [900 + 15 * i, 430 + 20 * i]);
for (let i = 1; i <= 4; i++) add(`ventilation-${i}`, `Ventilation aggregat ${i}`, `Ventilation unit ${i}`, 'node-main-stand', 'ventilation', 'power', [185 + (i % 2) * 30, 220 + 30 * i]);
for (let i = 1; i <= 3; i++) add(`solar-${i}`, `Solceller tak ${i}`, `Solar roof ${i}`, 'node-roof', 'solar', 'solar', [320 + 90 * i, 105]);
for (let i = 1; i <= 6; i++) add(`ev-charger-${i}`, `Laddstolpe ${i}`, `EV charger ${i}`, 'node-parking', 'ev-charger', 'power', [45, 110 + 60 * i]);
for (const [i, name] of ['Undercentral', 'Planvärme', 'Omklädningsrum', 'Huvudläktaren'].entries()) add(`heat-${i + 1}`, `Fjärrvärme ${name.toLowerCase()}`, `Heat ${i + 1}`, 'node-technical', 'heat', 'heat', i === 1 ? [600, 320] : [905 + 20 * i, 190]);
for (const [i, name] of ['inkommande', 'kök', 'toaletter norr', 'toaletter söder', 'bevattning'].entries()) add(`water-${i + 1}`, `Kallvatten ${name}`, `Cold water ${i + 1}`, 'node-technical', 'water', 'water', ([[890, 205], [910, 530], [560, 110], [560, 530], [400, 320]] as Position[])[i]!);
for (const [i, name] of ['Omklädningsrum hemma', 'Omklädningsrum borta', 'Pressrum', 'VIP-loungen', 'Styrelserum', 'Entréhall', 'Kontor', 'Gym'].entries()) add(`climate-${i + 1}`, name, `Room ${i + 1}`, 'node-main-stand', 'climate', 'climate', [190 + (i % 2) * 25, 190 + 32 * i]);
for (let i = 1; i <= 8; i++) add(`turnstile-${i}`, `Vändkors ${i}`, `Turnstile ${i}`, i <= 4 ? 'node-gate-west' : 'node-gate-south', 'turnstile', 'turnstile', i <= 4 ? [150, 200 + 22 * i] : [440 + 22 * (i - 4), 600]);
for (let i = 1; i <= 4; i++) add(`bicycle-${i}`, `Cykelparkering ${i}`, `Bicycle park ${i}`, 'node-gate-south', 'bicycle', 'bicycle', [560 + 40 * i, 605]);
for (let i = 1; i <= 2; i++) add(`car-${i}`, `Infart ${i}`, `Car entrance ${i}`, 'node-parking', 'car', 'car', [70, 60 + 520 * (i - 1)]);
for (const { node, title, at } of nodes) add(node, title.sv, title.en, node, 'node', 'node', at);

export const points: readonly Draft[] = drafts;
