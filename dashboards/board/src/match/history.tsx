import { formatClock, formatDay, formatMoment } from '../format/time';
import { formatNumber } from '../format/value';
import { useWords, type Words } from '../i18n/language';
import { useRights } from '../state/rights';
import { useNow } from '../state/stores';
import { undoEvent } from './client';
import { Saying } from './saying';
import type { MatchEvent, MatchWhole, Said } from './types';
import { useSaying } from './use-saying';

interface Props {
  readonly match: MatchWhole;
  readonly zone: string;
}

/** Who said what of the match, the newest first; each can be taken back. */
export function History({ match, zone }: Props) {
  const words = useWords();
  const { t, lang } = words;
  const now = useNow(60_000);
  const rights = useRights();
  const saying = useSaying();
  const told = match.history.filter((event) => event.said.undoes === undefined);
  return (
    <section class="panel" aria-labelledby="history-title">
      <header class="panel-head"><h2 id="history-title">{t('history.title')}</h2></header>
      <ol class="history" data-testid="history">
        {told.toReversed().map((event) => (
          <li key={event.event} class={event.undone ? 'is-undone' : ''} data-undone={event.undone}>
            <span class="history-what">
              {partsOf(event.said, words, zone).join(', ')}
              {event.undone && <b class="history-undone"> {undoneBy(event, match, words)}</b>}
            </span>
            <span class="note">{event.who}, {formatMoment(Date.parse(event.at), now, lang, zone)}</span>
            {!event.undone && event.said.made === undefined && rights.has('act') && (
              <button
                type="button" class="button" disabled={saying.busy}
                aria-label={t('history.undo.what', { what: partsOf(event.said, words, zone).join(', ') })}
                onClick={() => void saying.say(() => undoEvent(match.match, event.event))}
              >
                {t('history.undo')}
              </button>
            )}
          </li>
        ))}
        {told.length === 0 && <li class="note">{t('history.none')}</li>}
      </ol>
      <Saying saying={saying} />
    </section>
  );
}

function undoneBy(event: MatchEvent, match: MatchWhole, { t }: Words): string {
  const undo = match.history.find((each) => each.said.undoes === event.event);
  return t('history.undone', { who: undo?.who ?? '–' });
}

/** What was said, in words. */
function partsOf(said: Said, { t, lang }: Words, zone: string): string[] {
  const moment = (text: string): string => `${formatDay(Date.parse(text), lang, zone)} ${formatClock(Date.parse(text), lang, zone)}`;
  const parts: string[] = [];
  if (said.made !== undefined) parts.push(t(said.made === 'ical' ? 'history.made.ical' : 'history.made'));
  if (said.home !== undefined) parts.push(t('history.home', { name: said.home }));
  if (said.opponent !== undefined) parts.push(t('history.opponent', { name: said.opponent }));
  if (said.kick_off !== undefined) parts.push(t('history.kick-off', { time: moment(said.kick_off) }));
  if (said.expected_attendance !== undefined) parts.push(t('history.expected', { n: formatNumber(said.expected_attendance, 0, lang) }));
  if (said.attendance !== undefined) parts.push(said.attendance < 0 ? t('history.by-count') : t('history.attendance', { n: formatNumber(said.attendance, 0, lang) }));
  if (said.cancelled !== undefined) parts.push(t(said.cancelled ? 'history.cancelled' : 'history.on-again'));
  if (said.phase !== undefined && said.phase_at !== undefined) parts.push(t('history.phase', { phase: t(`phase.${said.phase}`), time: formatClock(Date.parse(said.phase_at), lang, zone) }));
  return parts;
}
