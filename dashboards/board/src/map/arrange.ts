import type { Point, Position } from '../api/types';
import { cluster, type Cluster } from './cluster';
import { type Layer, layerOf, type OwnLayer } from './layer';
import { type Size, spread } from './spread';

/** A cluster and where its marker stands, in per cent of the map. */
export interface Placed {
  readonly cluster: Cluster;
  readonly place: Position;
}

/** Points nearer each other than this share a marker, rem: with every layer shown there is less room for each. */
const together = (layer: Layer): number => (layer === 'all' ? 2.5 : 1.4);

/** Room a marker takes, rem. */
const chip: Size = { width: 3.9, height: 2.6 };
const room: Readonly<Record<OwnLayer, Size>> = {
  waste: { width: 3, height: 2.9 }, nodes: { width: 3, height: 3 }, power: chip, utility: chip, people: chip, climate: chip,
};

/** The markers of a layer. `rem` is a rem in map units; "all" leaves the nodes out, their faults show on what they measure. */
export function arrange(points: readonly Point[], layer: Layer, map: Size, rem: number): Placed[] {
  const shown = points.filter((point) => (layer === 'all' ? layerOf(point) !== 'nodes' : layerOf(point) === layer));
  // Bins are what people walk to: they stand where they are, the others make way.
  const clusters = cluster(shown, together(layer) * rem).sort((a, b) => Number(b.layer === 'waste') - Number(a.layer === 'waste'));
  const places = spread(
    clusters.map((c) => ({ at: c.at, width: room[c.layer].width * rem, height: room[c.layer].height * rem })),
    map,
  );
  return clusters.map((c, i) => ({ cluster: c, place: [(places[i]![0] / map.width) * 100, (places[i]![1] / map.height) * 100] }));
}
