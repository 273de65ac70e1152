import type { Phase, Site } from '../api/types';
import { formatClock, formatDay } from '../format/time';
import { useWords } from '../i18n/language';
import { useBoard, useNow } from '../state/stores';
import { countdown, minutesLeft } from './countdown';

/** In the order of a match day. */
const course: readonly Phase[] = ['gates', 'first-half', 'half-time', 'second-half', 'egress', 'clean-up'];

/** Until this near, minutes are enough, milliseconds. */
const SecondsFrom = 3 * 3_600_000;

/** Where the match is, and how long it is to the next whistle. */
export function PhaseBand({ site }: { readonly site: Site }) {
  const { t, lang } = useWords();
  const match = useBoard((state) => state.match);
  const now = useNow(1_000);
  const on = match?.match ?? null;
  const next = match?.next ?? null;
  const following = on ? on.next_phase : 'gates';
  const at = on ? on.next_phase_at : (next?.next_phase_at ?? next?.kick_off ?? null);
  const left = at === null ? null : Date.parse(at) - now;
  const shown = on ?? next;
  return (
    <div class="phase-band">
      <div class="phase-now">
        <p class="phase-name" role="status" data-testid="screen-phase" data-phase={on?.phase ?? 'none'}>
          {on ? t(`screen.phase.${on.phase}`) : t('screen.phase.none')}
        </p>
        <p class="phase-teams">
          {shown ? (
            <>
              {!on && <span>{t('screen.next')} </span>}
              <b>{shown.home === null ? t('screen.against', { team: shown.opponent }) : `${shown.home} – ${shown.opponent}`}</b>
              {!on && <span> {formatDay(Date.parse(shown.kick_off), lang, site.time_zone)} {formatClock(Date.parse(shown.kick_off), lang, site.time_zone)}</span>}
            </>
          ) : (
            t('screen.next.none')
          )}
        </p>
      </div>
      {left !== null && following !== null && left < SecondsFrom && (
        <p class="phase-left">
          <span class="phase-to">{t(`screen.to.${following}`)}</span>
          <span class="phase-clock" data-testid="screen-countdown" aria-hidden="true">{countdown(left)}</span>
          <span class="sr-only">{t('screen.minutes', { n: minutesLeft(left) })}</span>
        </p>
      )}
      {on && (
        <ol class="phase-course" aria-hidden="true">
          {course.map((phase) => (
            <li key={phase} class={phase === on.phase ? 'is-now' : course.indexOf(phase) < course.indexOf(on.phase) || on.phase === 'over' ? 'is-past' : ''}>
              {t(`screen.phase.${phase}`)}
            </li>
          ))}
        </ol>
      )}
    </div>
  );
}
