import type { Rule } from '../../grafana/alerting.ts';
import { oneOf } from '../../query/influxql.ts';
import { venue } from '../../site/manifest.ts';
import { wiring, type Wired } from '../../site/wiring.ts';
import { below, math, newest, query } from '../expression.ts';
import { rule } from '../rule.ts';

const Minute = 60;

interface Series {
  readonly measurement: string;
  readonly field: string;
  /** For the rule's name and title. */
  readonly name: string;
  readonly title: string;
  readonly toDo: string;
}

const meter = 'Titta på mätarens lysdiod och på kabeln till noden. Blinkar den är det kabeln eller plinten, annars mätaren.';
const wire = 'Kontrollera kabel och kontakt vid givaren, och kör arena-edge doctor på noden.';
const loop = 'Prova givaren för hand och se om noden räknar: arena-edge watch.';

/** What shows that a sensor lives: the series it publishes whether or not anything happens. */
const series: Record<string, Series> = {
  active_energy_import: { measurement: 'energy', field: 'active_energy_import_wh', name: 'el', title: 'Elmätare', toDo: meter },
  active_energy_export: { measurement: 'energy', field: 'active_energy_export_wh', name: 'el-ut', title: 'Elmätare för solel', toDo: meter },
  thermal_energy: { measurement: 'energy', field: 'thermal_energy_wh', name: 'varme', title: 'Värmemätare', toDo: meter },
  water_consumption: { measurement: 'energy', field: 'water_consumption_l', name: 'vatten', title: 'Vattenmätare', toDo: meter },
  people_count_towards: { measurement: 'people', field: 'people_count_towards', name: 'vandkors', title: 'Vändkors', toDo: loop },
  bicycle_count: { measurement: 'people', field: 'bicycle_count', name: 'cyklar', title: 'Cykelräknare', toDo: loop },
  vehicle_count: { measurement: 'people', field: 'vehicle_count', name: 'bilar', title: 'Bilräknare', toDo: loop },
  fill: { measurement: 'waste', field: 'filling_level', name: 'karl', title: 'Kärlets nivågivare', toDo: `Torka av givaren under locket. ${wire}` },
  temperature: { measurement: 'environment', field: 'temperature_c', name: 'temperatur', title: 'Temperaturgivare', toDo: wire },
  current: { measurement: 'energy', field: 'current_a', name: 'strom', title: 'Strömtång', toDo: wire },
  dc: { measurement: 'energy', field: 'dc_voltage_v', name: 'likstrom', title: 'Likströmsmätare', toDo: wire },
  han: { measurement: 'energy', field: 'active_energy_import_wh', name: 'han', title: 'Elmätare (HAN)', toDo: wire },
};

/** A bin's scale and lid hang on the same node and cable as its level: its level stands for the point. */
const besides = ['weight', 'lid'];

const quantityOf = (sensor: Wired): string => (sensor.kind === 's0' ? sensor.quantity! : sensor.kind);

/** The first sensor of each point stands for it. */
function firsts(): readonly Wired[] {
  const seen = new Set<string>();
  return wiring.filter((sensor) => !besides.includes(sensor.kind) && !seen.has(sensor.point) && seen.add(sensor.point));
}

/** The sensors of a node that publish the same series. */
function alike(): readonly (readonly Wired[])[] {
  const groups = new Map<string, Wired[]>();
  for (const sensor of firsts()) {
    const key = `${sensor.node} ${quantityOf(sensor)}`;
    groups.set(key, [...(groups.get(key) ?? []), sensor]);
  }
  return [...groups.values()];
}

/** Points of a node that publish the same series are watched by one rule: one alarm per point, and none where the node itself is away. */
export const silences: readonly Rule[] = alike().map((sensors) => {
  const { node } = sensors[0]!;
  const one = series[quantityOf(sensors[0]!)];
  if (!one) throw new Error(`Nothing says when a sensor for '${quantityOf(sensors[0]!)}' is silent: add it here.`);
  // Two windows, the running one with it: so a silence is told after one to two of them, each with several readings in it.
  const window = Math.max(10, Math.ceil((3 * Math.max(...sensors.map((sensor) => sensor.everySeconds))) / Minute));
  const points = oneOf('point', sensors.map((sensor) => sensor.point));
  const counted = `SELECT count("${one.field}") AS "n" FROM "${one.measurement}" WHERE $timeFilter AND ${points} GROUP BY time(${window}m), "point" fill(0)`;
  const title = venue.nodes.get(node)!.sv;
  return rule({
    name: `tyst-${one.name}-${node.replace(/^node-/, '')}`,
    title: `${one.title} tyst: ${title}`,
    area: 'givare',
    node,
    data: [
      query('A', `SELECT last("n") FROM (SELECT moving_average("n", 2) AS "n" FROM (${counted}) GROUP BY "point") GROUP BY "point"`, 72 * window * Minute),
      query('B', `SELECT last("online") FROM "node" WHERE $timeFilter AND "point" = '${node}'`, 5 * Minute),
      newest('N', 'A'),
      newest('PA', 'B'),
      math('S', '$N + 1000 * ($PA < 1)'),
      below('S', 0.25, 1),
    ],
    for: '10m',
    missing: 10_080,
    summary: `${one.title} {{ $labels.point }} har inte hörts av på minst ${window} minuter, men noden ${title} lever.`,
    toDo: one.toDo,
    place: 'silent',
  });
});
