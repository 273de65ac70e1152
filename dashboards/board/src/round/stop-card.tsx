import type { Point, RoundStop, Site } from '../api/types';
import { usePending } from '../actions/queue';
import { formatClock } from '../format/time';
import { useWords } from '../i18n/language';
import { useRights } from '../state/rights';
import { useBoard } from '../state/stores';
import { LastNote, LevelNotes } from './bin-notes';
import { BinLines } from './bin-lines';
import { binAddress } from './bin-address';
import { DeedButtons } from './deed-buttons';
import { isDone, shown } from './deeds';
import { BinLevel, lookOf } from './level';
import { nameOf } from './names';

interface Props {
  readonly bin: Point;
  readonly site: Site;
  readonly stop: RoundStop;
  /** It has left the round; its place is kept for a while. */
  readonly gone: boolean;
}

/** A bin of the round: how full, why and until when, and what one does at it. */
export function StopCard({ bin, site, stop, gone }: Props) {
  const words = useWords();
  const state = useBoard((board) => board.bins.get(bin.point));
  const { waiting } = usePending();
  const mayAct = useRights().has('act');
  const now = shown(state, bin.point, waiting);
  const done = gone || isDone(now.state);
  const name = nameOf(bin, site, words);
  return (
    <li class={`stop state-${now.state} level-${lookOf(now.state)} ${done ? 'is-done' : ''}`} data-bin={bin.point} data-state={now.state} data-waiting={now.waiting}>
      <a class="stop-head" href={binAddress(bin.point)}>
        <BinLevel bin={state} state={now.state} />
        <BinLines name={name} bin={state} state={now.state} />
      </a>
      {!done && <Why stop={stop} zone={site.time_zone} />}
      {!done && <LevelNotes bin={state} />}
      <LastNote deed={now} />
      {!done && mayAct && <DeedButtons point={bin.point} name={name.whole} />}
    </li>
  );
}

function Why({ stop, zone }: { readonly stop: RoundStop; readonly zone: string }) {
  const { t, lang } = useWords();
  const clock = (at: string): string => formatClock(Date.parse(at), lang, zone);
  const { full, full_early: early, full_late: late } = stop;
  // Under "now" there is nothing to add but when.
  if (!full && stop.before === null && !stop.too_late) return null;
  return (
    <p class="stop-why">
      {full ? (
        early && late ? t('round.full.between', { time: clock(full), early: clock(early), late: clock(late) }) : t('round.full.at', { time: clock(full) })
      ) : (
        stop.before && t('round.chance', { n: Math.round(stop.chance * 100) })
      )}
      {stop.too_late && <strong>{t('round.late')}</strong>}
    </p>
  );
}
