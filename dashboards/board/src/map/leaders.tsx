import type { Site } from '../api/types';
import type { Placed } from './arrange';

/** A marker moved less than this from its place needs no line, share of the map's width. */
const Nearby = 0.02;

/** A thin line from each marker that had to make room to the place it speaks of. */
export function Leaders({ markers, map }: { readonly markers: readonly Placed[]; readonly map: Site['map'] }) {
  return (
    <svg class="leaders" viewBox={`0 0 ${map.width} ${map.height}`} aria-hidden="true">
      {markers.map(({ cluster, place }) => {
        const [x, y] = [(place[0] / 100) * map.width, (place[1] / 100) * map.height];
        const [toX, toY] = cluster.at;
        if (Math.hypot(x - toX, y - toY) < Nearby * map.width) return null;
        return (
          <g key={cluster.key}>
            <path d={`M${x} ${y}L${toX} ${toY}`} />
            <circle cx={toX} cy={toY} r={map.width / 300} />
          </g>
        );
      })}
    </svg>
  );
}
