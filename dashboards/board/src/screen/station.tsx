import { memo } from 'preact/compat';
import type { BinState } from '../api/types';
import { useWords } from '../i18n/language';
import type { Cluster } from '../map/cluster';
import { useBoard } from '../state/stores';
import { BinBar } from './bin-bar';
import { Sign } from './sign';
import { isPressing, lookOf, worstOf } from './urgency';

interface Props {
  readonly station: Cluster;
  readonly title: string;
  /** Where it stands, in per cent of the map. */
  readonly x: number;
  readonly y: number;
}

/** The bins that stand together, each a bar, and above them a sign where someone has to go: shape and number of the most urgent. */
export const Station = memo(function Station({ station, title, x, y }: Props) {
  const { t } = useWords();
  const bins = useBoard((state) => state.bins);
  const here = station.points.map(({ point }) => bins.get(point));
  const known = here.filter((bin): bin is BinState => bin !== undefined);
  const worst = worstOf(known);
  const look = worst ? lookOf(worst) : 'unknown';
  const pressing = known.filter((bin) => isPressing(lookOf(bin))).length;
  return (
    <li class={`station ${pressing > 0 ? 'is-pressing' : ''}`} style={{ left: `${x}%`, top: `${y}%` }} data-station={station.key} data-look={look}>
      <span class="sr-only">{title}: {pressing > 0 ? t('screen.station.pressing', { n: pressing }) : t('screen.station.calm')}</span>
      {worst && isPressing(look) && <Sign look={look} level={worst.level} />}
      <span class="bars" aria-hidden="true">
        {station.points.map(({ point }, i) => <BinBar key={point} bin={here[i]} />)}
      </span>
    </li>
  );
});
