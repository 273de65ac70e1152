import { useState } from 'preact/hooks';
import type { MatchBrief, Site } from '../api/types';
import { formatClock, formatDay } from '../format/time';
import { formatNumber } from '../format/value';
import { useWords } from '../i18n/language';
import { useRights } from '../state/rights';
import { CalendarImport } from './calendar-import';
import { addressOfMatch, titleOf } from './choice';
import { MatchForm } from './match-form';

interface Props {
  readonly matches: readonly MatchBrief[] | null;
  /** Name of the match that is shown. */
  readonly open: string | null;
  readonly site: Site;
}

/** The season: what is to come, what was played, and the ways to add a match. */
export function Calendar({ matches, open, site }: Props) {
  const { t } = useWords();
  const rights = useRights();
  const [making, make] = useState(false);
  const [importing, bring] = useState(false);
  const coming = matches?.filter((match) => match.state === 'planned' || match.state === 'on' || (match.state === 'cancelled' && Date.parse(match.kick_off) > Date.now())) ?? [];
  const played = matches?.filter((match) => !coming.includes(match)).toReversed() ?? [];
  return (
    <section class="panel calendar" aria-labelledby="calendar-title" data-testid="calendar">
      <header class="panel-head"><h2 id="calendar-title">{t('calendar.title')}</h2></header>
      {rights.has('plan') && (
        <div class="match-tools">
          <button type="button" class="button" aria-expanded={making} data-testid="match-new" onClick={() => make(!making)}>{t('calendar.new')}</button>
          <button type="button" class="button" aria-expanded={importing} data-testid="match-import" onClick={() => bring(!importing)}>{t('calendar.import')}</button>
        </div>
      )}
      {making && <MatchForm match={null} site={site} close={() => make(false)} />}
      {importing && <CalendarImport />}
      {matches === null && <p class="note calendar-note" role="status">{t('calendar.loading')}</p>}
      <Matches title={t('calendar.coming')} matches={coming} open={open} site={site} />
      <details class="calendar-past">
        <summary>{t('calendar.played', { n: played.length })}</summary>
        <Matches title={t('calendar.played.label')} matches={played} open={open} site={site} />
      </details>
    </section>
  );
}

interface ListProps {
  readonly title: string;
  readonly matches: readonly MatchBrief[];
  readonly open: string | null;
  readonly site: Site;
}

function Matches({ title, matches, open, site }: ListProps) {
  const { t, of, lang } = useWords();
  return (
    <ul class="matches" aria-label={title}>
      {matches.map((match) => {
        const at = Date.parse(match.kick_off);
        return (
          <li key={match.match} data-match={match.match} data-state={match.state}>
            <a href={addressOfMatch(match.match)} aria-current={match.match === open ? 'true' : undefined}>
              <b>{titleOf(match, of(site.title))}</b>
              <span class="note">
                {formatDay(at, lang, site.time_zone)} {formatClock(at, lang, site.time_zone)}
                {match.expected_attendance !== null && `, ${t('match.expected', { n: formatNumber(match.expected_attendance, 0, lang) })}`}
              </span>
              {(match.state === 'on' || match.state === 'cancelled') && <span class={`match-state is-${match.state}`}>{t(`match.state.${match.state}`)}</span>}
            </a>
          </li>
        );
      })}
      {matches.length === 0 && <li class="note calendar-note">{t('calendar.none')}</li>}
    </ul>
  );
}
