import { useMemo, useState } from 'preact/hooks';
import type { Site } from '../api/types';
import { useWords } from '../i18n/language';
import { useBox } from '../page/use-box';
import { select, useSelection } from '../state/selection';
import { useBoard } from '../state/stores';
import { primaryQuantity } from '../value/primary';
import { arrange } from './arrange';
import type { Cluster } from './cluster';
import { Ground } from './ground';
import { Here } from './here';
import { LayerChoice } from './layer-choice';
import type { Layer } from './layer';
import { Leaders } from './leaders';
import { Legend } from './legend';
import { Marker } from './marker';

/** Below this width the map has no room for every layer at once, rem. */
const RoomForAll = 35;

/** The venue from above, with what it measures where it measures it. */
export function VenueMap({ site }: { readonly site: Site }) {
  const { t, of } = useWords();
  const points = useBoard((state) => state.points);
  const selection = useSelection();
  const [box, frame] = useBox<HTMLDivElement>();
  const [wanted, want] = useState<Layer | null>(null);
  const [chosen, choose] = useState<string | null>(null);

  const width = box.width / parseFloat(getComputedStyle(document.documentElement).fontSize);
  const roomy = width === 0 || width >= RoomForAll;
  const layer = wanted === null || (wanted === 'all' && !roomy) ? (roomy ? 'all' : 'waste') : wanted;
  const markers = useMemo(
    () => (width === 0 ? [] : arrange(points, layer, site.map, site.map.width / width)),
    [points, layer, site, width],
  );
  const open = markers.find(({ cluster }) => cluster.key === chosen)?.cluster;

  const pick = (key: string): void => {
    choose(key);
    const [point, ...others] = markers.find(({ cluster }) => cluster.key === key)?.cluster.points ?? [];
    const quantity = point && others.length === 0 ? primaryQuantity(point) : undefined;
    if (point && quantity) select({ point: point.point, quantity: quantity.quantity });
  };
  const titleOf = ({ points: [first, ...others] }: Cluster): string => {
    const zone = others.length > 0 && site.zones.find((z) => z.zone === first!.zone);
    return of(zone ? zone.title : first!.title);
  };

  return (
    <section class="panel map" aria-label={t('map.title')}>
      <LayerChoice layer={layer} roomy={roomy} choose={(next) => { want(next); choose(null); }} />
      <div class="map-room">
        <div class="map-frame" ref={frame} data-testid="map" style={{ '--ratio': site.map.width / site.map.height }}>
          <Ground map={site.map} />
          <Leaders markers={markers} map={site.map} />
          {markers.map(({ cluster, place }) => (
            <Marker
              key={cluster.key} cluster={cluster} x={place[0]} y={place[1]} title={titleOf(cluster)} choose={pick}
              chosen={cluster.key === chosen || cluster.points.some((p) => p.point === selection.point)}
            />
          ))}
        </div>
      </div>
      <Legend layer={layer} />
      {open && <Here cluster={open} close={() => choose(null)} />}
    </section>
  );
}
