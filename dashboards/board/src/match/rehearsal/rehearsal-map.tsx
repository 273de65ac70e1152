import { useMemo } from 'preact/hooks';
import type { Point, Site } from '../../api/types';
import { levelOf } from '../../bins/level';
import { useWords } from '../../i18n/language';
import { arrange } from '../../map/arrange';
import { Ground } from '../../map/ground';
import { useBox } from '../../page/use-box';

interface Props {
  readonly site: Site;
  readonly bins: readonly Point[];
  readonly values: ReadonlyMap<string, number>;
}

/** The bins on the ground as they were, each station by its fullest; with the mark across it. */
export function RehearsalMap({ site, bins, values }: Props) {
  const { t } = useWords();
  const [box, frame] = useBox<HTMLDivElement>();
  const width = box.width / parseFloat(getComputedStyle(document.documentElement).fontSize);
  const placed = useMemo(() => (width === 0 ? [] : arrange(bins, 'waste', site.map, site.map.width / width)), [bins, site, width]);
  return (
    <section class="panel map rehearsal-map" aria-label={t('rehearsal.map')}>
      <div class="map-room">
        <div class="map-frame" ref={frame} style={{ '--ratio': site.map.width / site.map.height }}>
          <Ground map={site.map} />
          {placed.map(({ cluster, place: [x, y] }) => (
            <Station key={cluster.key} x={x} y={y} level={fullestOf(cluster.points, values)} />
          ))}
          <p class="rehearsal-across" aria-hidden="true">{t('rehearsal.mark')}</p>
        </div>
      </div>
    </section>
  );
}

function fullestOf(points: readonly Point[], values: ReadonlyMap<string, number>): number | undefined {
  const levels = points.flatMap((point) => values.get(`${point.point}/filling_level`) ?? []);
  return levels.length === 0 ? undefined : Math.max(...levels);
}

const Station = ({ x, y, level }: { readonly x: number; readonly y: number; readonly level: number | undefined }) => (
  <span class="marker" aria-hidden="true" style={{ left: `${x}%`, top: `${y}%` }}>
    <span class={`gauge level-${levelOf(level)}`}>
      <span class="gauge-fill" style={{ height: `${Math.min(1, Math.max(0, level ?? 0)) * 100}%` }} />
      <span class="value">{level === undefined ? '–' : Math.floor(level * 100 + 1e-9)}</span>
    </span>
  </span>
);
