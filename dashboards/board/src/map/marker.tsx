import { memo } from 'preact/compat';
import type { Node, Point } from '../api/types';
import { levelOf } from '../bins/level';
import { formatReading, joined } from '../format/value';
import { useWords } from '../i18n/language';
import { seriesKey, type Held } from '../state/state';
import { useBoard } from '../state/stores';
import { LiveValue } from '../value/live-value';
import { primaryQuantity } from '../value/primary';
import { GroupIcon } from '../page/icons';
import type { Cluster } from './cluster';
import { fullest } from './fullest';
import { StateGlyph } from '../nodes/state-glyph';

interface Props {
  readonly cluster: Cluster;
  readonly title: string;
  /** Where it stands, in per cent of the map. */
  readonly x: number;
  readonly y: number;
  readonly chosen: boolean;
  readonly choose: (key: string) => void;
}

/** One place on the map. A button, so that thumb, mouse and keyboard reach it alike. */
export const Marker = memo(function Marker({ cluster, title, x, y, chosen, choose }: Props) {
  const { t } = useWords();
  const { points, layer } = cluster;
  const node = useBoard((state) => state.nodes.get(points[0]!.node));
  const down = useBoard((state) => points.some((p) => state.nodes.get(p.node)?.state === 'offline'));
  const name = points.length > 1 ? t('map.cluster', { name: title, n: points.length }) : title;
  return (
    <button
      type="button" class={`marker marker-${layer} ${down ? 'is-down' : ''}`} aria-pressed={chosen}
      style={{ left: `${x}%`, top: `${y}%` }} onClick={() => choose(cluster.key)} title={name}
    >
      <span class="sr-only">{name}: </span>
      {layer === 'waste' ? <Bins points={points} /> : layer === 'nodes' ? <NodeState node={node} /> : <Values points={points} />}
      {layer === 'waste' && points.length > 1 && <span class="count">{points.length}</span>}
      {down && layer !== 'nodes' && <span class="sr-only">, {t('map.legend.offline')}</span>}
    </button>
  );
});

/** The fullest of the bins that stand here: a gauge that fills, and its number. */
function Bins({ points }: { readonly points: readonly Point[] }) {
  const point = useBoard((state) => fullest(points, state.values));
  const v = useBoard((state) => state.values.get(seriesKey(point.point, 'filling_level'))?.v);
  const quantity = point.quantities.find((q) => q.quantity === 'filling_level') ?? point.quantities[0];
  const level = levelOf(v);
  return (
    <span class={`gauge level-${level}`}>
      <span class="gauge-fill" style={{ height: `${Math.min(1, Math.max(0, v ?? 0)) * 100}%` }} />
      {quantity && <LiveValue point={point} quantity={quantity} />}
    </span>
  );
}

function NodeState({ node }: { readonly node: Node | undefined }) {
  const { t } = useWords();
  const state = node?.state ?? 'unknown';
  return (
    <span class={`chip chip-node state-${state}`}>
      <StateGlyph state={state} />
      <span class="sr-only">{t(`nodes.state.${state}`)}</span>
    </span>
  );
}

/** A lone point shows its value; several show what they are and how many. */
function Values({ points }: { readonly points: readonly Point[] }) {
  const { lang } = useWords();
  const first = points[0]!;
  const quantity = primaryQuantity(first);
  const more = points.length - 1;
  const told = useBoard((state) => points.slice(1).map((p) => reading(p, state.values, lang)).join(', '));
  return (
    <span class="chip">
      <span class="chip-kind">
        <GroupIcon group={first.group} />
        {more > 0 && <span class="more-here" title={told}>+{more}</span>}
      </span>
      {quantity && <LiveValue point={first} quantity={quantity} />}
    </span>
  );
}

function reading(point: Point, values: ReadonlyMap<string, Held>, lang: 'sv' | 'en'): string {
  const quantity = primaryQuantity(point);
  const held = quantity && values.get(seriesKey(point.point, quantity.quantity));
  return held && quantity ? joined(formatReading(quantity.quantity, quantity.unit, held.v, lang)) : '–';
}
