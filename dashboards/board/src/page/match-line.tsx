import type { MatchBrief, Site } from '../api/types';
import { formatClock, formatDay } from '../format/time';
import { formatNumber } from '../format/value';
import { useWords } from '../i18n/language';
import { countdown } from '../match/plan';
import { useBoard, useNow } from '../state/stores';

/** The match that is on with its phase and the clock to the next whistle; between matches the next one. As ingest knows it. */
export function MatchLine({ site }: { readonly site: Site }) {
  const match = useBoard((state) => state.match);
  if (match?.match) return <MatchOn match={match.match} zone={site.time_zone} />;
  return match?.next ? <MatchNext match={match.next} zone={site.time_zone} /> : null;
}

interface Props {
  readonly match: MatchBrief;
  readonly zone: string;
}

function MatchOn({ match, zone }: Props) {
  const { t, lang } = useWords();
  const now = useNow(1_000);
  const next = match.next_phase_at === null ? null : Date.parse(match.next_phase_at);
  return (
    <p class="match is-on" data-testid="match-line" data-match={match.match} data-phase={match.phase}>
      <b>{match.opponent}</b> <span>{t(`phase.${match.phase}`)}</span>
      {next !== null && match.next_phase !== null && (
        <span>
          {', '}{t('phase.next', { phase: t(`phase.${match.next_phase}`), time: formatClock(next, lang, zone) })}{' '}
          <span class="match-clock" aria-hidden="true">{next > now ? countdown(next - now) : t('phase.due')}</span>
        </span>
      )}
    </p>
  );
}

function MatchNext({ match, zone }: Props) {
  const { t, lang } = useWords();
  const at = Date.parse(match.kick_off);
  return (
    <p class="match" data-testid="match-line" data-match={match.match}>
      <span>{t('match.next')}</span> <b>{match.opponent}</b> <span>{formatDay(at, lang, zone)} {formatClock(at, lang, zone)}</span>
      {match.expected_attendance !== null && <span>, {t('match.expected', { n: formatNumber(match.expected_attendance, 0, lang) })}</span>}
    </p>
  );
}
