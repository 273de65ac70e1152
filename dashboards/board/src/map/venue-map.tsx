import { useMemo, useState } from 'preact/hooks';
import type { Site } from '../api/types';
import { useWords } from '../i18n/language';
import { select, useSelection } from '../state/selection';
import { useBoard } from '../state/stores';
import { primaryQuantity } from '../value/primary';
import { cluster } from './cluster';
import { Ground } from './ground';
import { Here } from './here';
import { LayerChoice } from './layer-choice';
import { type Layer, layerOf } from './layer';
import { Legend } from './legend';
import { Marker } from './marker';
import { spread } from './spread';
import { useBox } from './use-box';

/** Below this width the map has no room for every layer at once, pixels. */
const RoomForAll = 560;

/** The venue from above, with what it measures where it measures it. */
export function VenueMap({ site }: { readonly site: Site }) {
  const { t, of } = useWords();
  const points = useBoard((state) => state.points);
  const selection = useSelection();
  const [box, frame] = useBox<HTMLDivElement>();
  const roomy = box.width === 0 || box.width >= RoomForAll;
  const [wanted, want] = useState<Layer | null>(null);
  const [chosen, choose] = useState<string | null>(null);
  const layer = wanted === 'all' && !roomy ? 'waste' : (wanted ?? (roomy ? 'all' : 'waste'));

  const scale = box.width > 0 ? site.map.width / box.width : 1;
  const markers = useMemo(() => {
    const shown = points.filter((p) => (layer === 'all' ? p.group !== 'node' : layerOf(p.group) === layer));
    const clusters = cluster(shown, 40 * scale);
    const gap = layer === 'waste' || layer === 'nodes' ? { width: 46 * scale, height: 46 * scale } : { width: 74 * scale, height: 44 * scale };
    const places = spread(clusters.map((c) => c.at), gap, site.map, { width: 34 * scale, height: 24 * scale });
    return clusters.map((c, i) => ({
      cluster: c,
      place: [(places[i]![0] / site.map.width) * 100, (places[i]![1] / site.map.height) * 100] as const,
    }));
  }, [points, layer, scale, site]);

  const open = markers.find((m) => m.cluster.key === chosen)?.cluster;
  const pick = (key: string): void => {
    choose(key);
    const points = markers.find((m) => m.cluster.key === key)?.cluster.points;
    const quantity = points?.[0] && primaryQuantity(points[0]);
    if (points?.length === 1 && quantity) select({ point: points[0]!.point, quantity: quantity.quantity });
  };
  const zoneTitle = (zone: string, fallback: string): string => {
    const found = site.zones.find((z) => z.zone === zone);
    return found ? of(found.title) : fallback;
  };

  return (
    <section class="panel map" aria-label={t('map.title')}>
      <LayerChoice layer={layer} roomy={roomy} choose={(next) => { want(next); choose(null); }} />
      <div class="map-room">
      <div class="map-frame" ref={frame} data-testid="map" style={{ '--ratio': site.map.width / site.map.height }}>
        <Ground map={site.map} />
        {markers.map(({ cluster: c, place }) => (
          <Marker
            key={c.key} cluster={c} place={place} choose={pick}
            title={c.points.length > 1 ? zoneTitle(c.points[0]!.zone, of(c.points[0]!.title)) : of(c.points[0]!.title)}
            chosen={c.key === chosen || c.points.some((p) => p.point === selection.point)}
          />
        ))}
      </div>
      </div>
      <Legend layer={layer} />
      {open && <Here cluster={open} close={() => choose(null)} />}
    </section>
  );
}
