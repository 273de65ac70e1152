import { useRef } from 'preact/hooks';
import type { Round as Told, Site } from '../api/types';
import { NameAsk } from '../actions/name-ask';
import { formatClock, formatMoment } from '../format/time';
import { useWords, type Words } from '../i18n/language';
import type { PageProps } from '../page/pages';
import { addressOf } from '../state/page-address';
import { useRights } from '../state/rights';
import { useBoard, useNow } from '../state/stores';
import { BinFinder } from './bin-finder';
import { told } from './names';
import { type Row, steady } from './steady';
import { StopCard } from './stop-card';
import { useStaffNames } from './staff';
import { UndoBar } from './undo-bar';

/** The round on a phone: which bin is next, why, and one tap for what was done there. */
export default function Round({ site }: PageProps) {
  const { t } = useWords();
  const round = useBoard((state) => state.round);
  const mayAct = useRights().has('act');
  useStaffNames();
  return (
    <div class="round" data-testid="round">
      <Head round={round} site={site} />
      {mayAct ? <NameAsk /> : <p class="round-sign-in">{t('round.sign-in')} <a class="plain" href={addressOf('sign-in')}>{t('round.sign-in.link')}</a></p>}
      {round ? <Stops round={round} site={site} /> : <p class="note round-empty">{t('round.unknown')}</p>}
      <BinFinder site={site} />
      <UndoBar />
    </div>
  );
}

function Head({ round, site }: { readonly round: Told | null; readonly site: Site }) {
  const { t, lang } = useWords();
  const online = useBoard((state) => state.link.phase === 'online');
  const known = useBoard((state) => [...state.bins.values()].reduce((latest, bin) => Math.max(latest, bin.level_at ? Date.parse(bin.level_at) : 0), 0));
  const now = useNow(60_000);
  const progress = round?.progress;
  return (
    <header class="round-head">
      <h2>{t('round.title')}</h2>
      {progress && (
        <p>
          <span>{t('round.left', { n: progress.left })}</span>
          <span>{t('round.emptied', { n: progress.emptied })}</span>
          {progress.skipped > 0 && <span>{t('round.skipped', { n: progress.skipped })}</span>}
          {progress.overflowing > 0 && <strong>{t('round.overflowing', { n: progress.overflowing })}</strong>}
        </p>
      )}
      {!online && round && <p class="round-old" role="status">{t('round.old', { time: formatMoment(Math.max(known, Date.parse(round.t)), now, lang, site.time_zone) })}</p>}
    </header>
  );
}

function Stops({ round, site }: { readonly round: Told; readonly site: Site }) {
  const words = useWords();
  const { t } = words;
  const byName = useBoard((state) => state.byName);
  const now = useNow(5_000);
  const before = useRef<readonly Row[]>([]);
  const rows = (before.current = steady(before.current, round.stops, now));
  if (rows.length === 0) return <p class="round-empty">{t('round.none')} {round.match === null && <span class="note">{t('round.none.match')}</span>}</p>;
  return (
    <ol class="stops" data-testid="stops">
      {rows.map(({ stop, goneAt }, place) => {
        const bin = byName.get(stop.point);
        const heading = whistle(stop, site, words);
        const previous = rows[place - 1];
        if (!bin) return null;
        return [
          (!previous || whistle(previous.stop, site, words) !== heading) && <li key={`before-${heading}-${place}`} class="stops-before"><h3>{heading}</h3></li>,
          <StopCard key={stop.point} bin={bin} site={site} stop={stop} gone={goneAt !== null} />,
        ];
      })}
    </ol>
  );
}

function whistle({ before }: Told['stops'][number], site: Site, words: Words): string {
  if (before === null) return words.t('round.now');
  const time = formatClock(Date.parse(before.at), words.lang, site.time_zone);
  return told(words, `round.before.${before.phase}`, before.phase).replace('{time}', time);
}
