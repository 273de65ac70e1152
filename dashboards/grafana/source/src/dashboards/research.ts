import type { Link } from '../grafana/dashboard.ts';
import { matchPhases } from '../annotations.ts';
import { dashboard } from '../dashboard.ts';
import { others } from '../links.ts';
import { section, sized } from '../panels/layout.ts';
import { stateTimeline } from '../panels/state-timeline.ts';
import { text } from '../panels/text.ts';
import { timeSeries } from '../panels/time-series.ts';
import { inZone, isChosen } from '../query/influxql.ts';
import { measurements, quantities, unitSuffix } from '../query/quantities.ts';
import { qualityFlags, qualityTexts } from '../query/quality.ts';
import { series } from '../query/source.ts';
import { number, type Unit } from '../style/units.ts';
import { choice, choices, listed, site, zone } from '../variables.ts';


/** The chosen quantities' fields, with what a rollup adds. */
const fields = (aggregate = ''): string => `/^\${quantity:regex}${unitSuffix}${aggregate}$/`;

/** The unit is in the field's name, which ends the curve's: what is chosen has many. */
const asStored: Unit = { unit: 'none', decimals: 3 };

const from = (suffix = ''): string => `FROM /^(${measurements.join('|')})${suffix}$/ WHERE $timeFilter AND ${isChosen} GROUP BY "point"`;

/** Several points, but never all of them at once: the extract names its points. */
const { includeAll: _, allValue: __, current: ___, ...point } = listed({
  name: 'point',
  label: 'Point',
  description: 'Positions in the chosen zones.',
  query: `SHOW TAG VALUES FROM /^(${measurements.join('|')})$/ WITH KEY = "point" WHERE ${inZone}`,
});

const csv = (title: string, tooltip: string, more = ''): Link => ({
  type: 'link',
  title,
  tooltip,
  icon: 'doc',
  url: `\${ingest:raw}/api/v1/samples?point=\${point:csv}&quantity=\${quantity:csv}&from=\${__from:date:iso}&to=\${__to:date:iso}${more}&format=csv`,
  tags: [],
  asDropdown: false,
  includeVars: false,
  keepTime: false,
  targetBlank: true,
});

const raw = section(
  'Raw samples',
  sized(24, 10, timeSeries({
    title: 'Samples of ${quantity:text}',
    description: 'Every stored sample, not averaged. A curve breaks where nothing came for an hour: that is a gap, nothing is drawn across it. More than a day of a ten-second meter is slow: use rollups below.',
    queries: [series(`SELECT ${fields()} ${from()}`, '$tag_point $col')],
    unit: asStored,
    noData: 'No samples for this choice',
    draw: { as: 'line', breakAfterMs: 3_600_000 },
    custom: { showPoints: 'always', pointSize: 3 },
  })),
  sized(24, 6, stateTimeline({
    title: 'Quality flags',
    description: 'Samples with something known against them, and what. Decide per flag whether your analysis can use them: the extract has the same flags in its column quality.',
    queries: [series(`SELECT "quality" FROM /^(${measurements.join('|')})$/ WHERE $timeFilter AND ${isChosen} AND "quality" > 0 GROUP BY "point"`, '$tag_point')],
    unit: number,
    noData: 'No flagged samples',
    breakAfterMs: 60_000,
    settings: { mappings: [qualityTexts] },
  })),
);

const rollups = section(
  'Rollups',
  sized(24, 10, timeSeries({
    title: '${agg:text} of ${quantity:text} per ${rollup:text}',
    description: 'Aggregates that ingest computes from the raw samples, and again when late ones arrive. A window without samples is a gap. For a register take last and difference it yourself.',
    queries: [series(`SELECT ${fields('_${agg:raw}')} ${from('${rollup:raw}')}`, '$tag_point $col')],
    unit: asStored,
    noData: 'No rollups for this choice',
    draw: { as: 'line', breakAfterMs: 2 * 86_400_000 },
    custom: { showPoints: 'always', pointSize: 3 },
  })),
  sized(24, 7, timeSeries({
    title: 'Samples per ${rollup:text}',
    description: 'How many raw samples each window stands for. Fewer than its neighbours: part of it is missing; leave the window out, or say so.',
    queries: [series(`SELECT ${fields('_count')} ${from('${rollup:raw}')}`, '$tag_point $col')],
    unit: number,
    noData: 'No rollups for this choice',
    draw: { as: 'bars' },
    settings: { min: 0 },
  })),
);

const reading = section(
  'How to read and cite',
  sized(24, 7, text({
    title: 'Units, flags, extracts',
    description: 'What a value means and how to get the same ones again.',
    content: [
      'A **point** is a position and keeps its series when hardware is swapped. A **quantity** is a name with one unit for ever; the unit ends the field\'s name (`active_power_w`).',
      'Registers (`…_wh`, `…_l`, counts) only grow; a fall is a new meter. Times are UTC in the extract and the venue\'s own here.',
      '',
      `Quality is a bit mask: ${qualityFlags.map(({ bit, text: words }) => `${bit} ${words}`).join(', ')}. No value means nothing is known against the sample.`,
      '',
      'The links **CSV, raw** and **CSV, rollup** at the top give exactly the points, quantities and time shown, from the service that stored them. Keep the address with your data: it is the citation\'s recipe.',
    ].join('\n'),
  })),
);

export const research = dashboard({
  name: 'research',
  title: 'Research',
  description: 'Which series can I use, how good are they, and how do I get exactly these?',
  time: { from: 'now-24h', to: 'now' },
  refresh: '5m',
  variables: [
    { ...site, label: 'Site', description: 'A venue that measures.' },
    { ...zone, label: 'Zone', description: 'A part of it.' },
    point,
    choices('quantity', 'Quantity', 'What is measured; the registry\'s names.', quantities.map(({ name }) => name), 'active_power'),
    choice('rollup', 'Rollup', 'Width of the windows below.', [['1m', '_1m'], ['15m', '_15m'], ['1h', '_1h'], ['1d', '_1d']], 2),
    choice('agg', 'Aggregate', 'What a window is told as.', ['mean', 'min', 'max', 'sum', 'count', 'first', 'last'].map((name) => [name, name] as const)),
    {
      type: 'textbox',
      name: 'ingest',
      label: 'Arena\'s address',
      description: 'Where your browser reaches the board and its API.',
      query: 'http://localhost:8080',
      current: { text: 'http://localhost:8080', value: 'http://localhost:8080' },
    },
  ],
  annotations: matchPhases,
  links: [
    others,
    csv('CSV, raw', 'Exactly what is shown above, as stored'),
    csv('CSV, rollup', 'The same windows as below', '&every=${rollup:text}&agg=${agg:raw}'),
  ],
  sections: [raw, rollups, reading],
});
