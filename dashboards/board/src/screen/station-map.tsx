import { useMemo } from 'preact/hooks';
import type { Site } from '../api/types';
import { useWords } from '../i18n/language';
import { cluster, type Cluster } from '../map/cluster';
import { Ground } from '../map/ground';
import { spread } from '../map/spread';
import { useBox } from '../page/use-box';
import { useBoard } from '../state/stores';
import { Legend } from './legend';
import { Station } from './station';

/** Bins nearer each other than this stand together, map units: a sorting station with its neighbour. */
const Together = 14;
/** Room of one bar, and of a station's frame and sign, em of the map. */
const Bar = 0.66;
const Frame = 0.5;
const StationHeight = 3.7;
const LeastWidth = 2.3;

/** The venue from above with every bin, where to go standing out. */
export function StationMap({ site }: { readonly site: Site }) {
  const { t, of } = useWords();
  const points = useBoard((state) => state.points);
  const [box, frame] = useBox<HTMLDivElement>();
  const stations = useMemo(() => cluster(points.filter((p) => p.group === 'bin'), Together), [points]);
  const places = useMemo(() => {
    if (box.width === 0 || !frame.current) return [];
    const em = (parseFloat(getComputedStyle(frame.current).fontSize) / box.width) * site.map.width;
    const sizes = stations.map(({ at, points: here }) => ({ at, width: Math.max(LeastWidth, here.length * Bar + Frame) * em, height: StationHeight * em }));
    return spread(sizes, site.map);
  }, [stations, box, site, frame]);
  const titleOf = ({ points: [first] }: Cluster): string => {
    const zone = site.zones.find((z) => z.zone === first!.zone);
    return of(zone ? zone.title : first!.title);
  };
  return (
    <section class="screen-map" aria-label={t('map.title')}>
      <div class="screen-map-room">
        <div class="screen-map-frame" ref={frame} style={{ '--ratio': site.map.width / site.map.height }} data-testid="screen-map">
          <Ground map={site.map} />
          <ul>
            {places.map(([x, y], i) => (
              <Station key={stations[i]!.key} station={stations[i]!} title={titleOf(stations[i]!)} x={(x / site.map.width) * 100} y={(y / site.map.height) * 100} />
            ))}
          </ul>
        </div>
      </div>
      <Legend />
    </section>
  );
}
