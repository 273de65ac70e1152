import type { BinEvent, Site } from '../api/types';
import { usePending } from '../actions/queue';
import { formatMoment } from '../format/time';
import { useWords } from '../i18n/language';
import { useRights } from '../state/rights';
import { useNow } from '../state/stores';
import { undo } from './act';
import { deedOf, undoneBy } from './deeds';
import { calledBy, toldDeed } from './names';
import { useStory } from './use-story';

/** Heard so much later than it happened, it is said that the phone had no network; milliseconds. */
const Late = 60_000;

interface Props {
  readonly point: string;
  /** What the bin is called. */
  readonly name: string;
  readonly site: Site;
}

/** What happened to a bin, newest first: taps of every phone, what was taken back, what its own sensors saw, and what still waits here. */
export function BinStory({ point, name, site }: Props) {
  const words = useWords();
  const { t } = words;
  const { events, old } = useStory(point);
  const { waiting } = usePending();
  const now = useNow(60_000);
  const mayAct = useRights().has('act');
  const taken = new Set(waiting.map(undoneBy));
  const heard = new Set(events?.map((event) => event.action));
  const here = waiting.filter((entry) => deedOf(entry)?.point === point && !heard.has(entry.action));
  const rows = [
    ...here.map((entry) => {
      const { what, why } = deedOf(entry)!;
      const event: BinEvent = { at: new Date(entry.at).toISOString(), kind: 'action', what, why, note: null, by: null, action: entry.action, undone_by: null, kg: null, arrived: null };
      return { event, own: true };
    }),
    ...(events ?? []).map((event) => ({ event, own: false })),
  ].sort((a, b) => Date.parse(b.event.at) - Date.parse(a.event.at));

  return (
    <section class="story" aria-labelledby="story-title">
      <h2 id="story-title">{t('bin.story')}</h2>
      {old && <p class="note story-old" role="status">{t('bin.story.old')}</p>}
      {events === null && !old && <p class="note">{t('bin.story.loading')}</p>}
      {events !== null && rows.length === 0 && <p class="note">{t('bin.story.none')}</p>}
      <ol data-testid="story">
        {rows.map(({ event, own }) => {
          const label = toldDeed(event, own, now, site.time_zone, words);
          const undone = event.undone_by !== null || (event.action !== null && taken.has(event.action));
          const late = event.arrived !== null && Date.parse(event.arrived) - Date.parse(event.at) > Late;
          return (
            <li key={`${event.kind}-${event.action ?? event.at}`} class={`story-row ${undone ? 'is-undone' : ''} ${own ? 'is-waiting' : ''}`} data-kind={event.kind} data-action={event.action} data-what={event.what} data-undone={undone}>
              <p>
                <span class="story-what">{label}</span>
                {event.note && <q>{event.note}</q>}
                {own && <em>{t('deed.waiting')}</em>}
                {event.undone_by && <em>{t('deed.undone.by', { who: calledBy(event.undone_by, words) })}</em>}
                {undone && !event.undone_by && <em>{t('deed.undone', { what: t('deed.waiting') })}</em>}
                {late && <em>{t('bin.story.late', { time: formatMoment(Date.parse(event.arrived!), now, words.lang, site.time_zone) })}</em>}
              </p>
              {mayAct && event.kind === 'action' && event.action && !undone && (
                <button type="button" class="plain" aria-label={t('deed.undo.what', { what: label })} onClick={() => void undo(event.action!, label, t('deed.label.undo', { what: t(`deed.${event.what}`), name }))}>
                  {t('deed.undo')}
                </button>
              )}
            </li>
          );
        })}
      </ol>
    </section>
  );
}
