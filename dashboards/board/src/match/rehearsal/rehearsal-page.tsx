import { useEffect, useMemo } from 'preact/hooks';
import type { PageProps } from '../../page/pages';
import { formatDay, formatSecond } from '../../format/time';
import { useWords } from '../../i18n/language';
import { useBoard } from '../../state/stores';
import { addressOfMatch, matchOf } from '../choice';
import { PlayControls } from './play-controls';
import { RehearsalBins } from './rehearsal-bins';
import { RehearsalMap } from './rehearsal-map';
import { usePlayer } from './use-player';
import '../match.css';
import './rehearsal.css';

/** A past match as it came, at a chosen speed. Has the screen to itself: nothing live stands beside it, and everything on it is marked. */
export default function RehearsalPage({ site }: PageProps) {
  const { t } = useWords();
  const match = useMemo(() => matchOf(location.hash), []);
  return match === null ? (
    <section class="panel match-head">
      <h1>{t('menu.rehearsal')}</h1>
      <p>{t('rehearsal.none')}</p>
      <a class="button" href="#page=match">{t('rehearsal.leave')}</a>
    </section>
  ) : (
    <Rehearsal match={match} site={site} />
  );
}

function Rehearsal({ match, site }: PageProps & { readonly match: string }) {
  const { t, lang } = useWords();
  const controls = usePlayer(match);
  const points = useBoard((state) => state.points);
  const bins = useMemo(() => points.filter((point) => point.group === 'bin'), [points]);
  const { player } = controls;
  useEffect(() => {
    document.title = `${t('rehearsal.mark')} – Arena`;
  }, [t]);
  return (
    <>
      <section class="rehearsal-mark" aria-label={t('menu.rehearsal')} data-testid="rehearsal-mark">
        <h1>{t('rehearsal.mark')}</h1>
        <p>{t('rehearsal.what')}</p>
        <a class="button" href={addressOfMatch(match)}>{t('rehearsal.leave')}</a>
      </section>
      <section class="panel rehearsal-head" aria-labelledby="rehearsal-title" data-testid="rehearsal" data-playing={player.playing}>
        <h2 id="rehearsal-title">{t('rehearsal.title', { match })}</h2>
        <p class="rehearsal-time">
          <span class="note">{t('rehearsal.time')}</span>{' '}
          {player.at > 0 && (
            <time data-testid="rehearsal-time" dateTime={new Date(player.at).toISOString()}>
              {formatDay(player.at, lang, site.time_zone)} {formatSecond(player.at, lang, site.time_zone)}
            </time>
          )}
          {player.phase && <b data-testid="rehearsal-phase"> {t(`phase.${player.phase}`)}</b>}
        </p>
        <PlayControls controls={controls} zone={site.time_zone} />
      </section>
      <RehearsalMap site={site} bins={bins} values={player.values} />
      <RehearsalBins bins={bins} values={player.values} />
    </>
  );
}
