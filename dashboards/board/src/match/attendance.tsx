import { useState } from 'preact/hooks';
import { formatNumber } from '../format/value';
import { useWords } from '../i18n/language';
import { useRights } from '../state/rights';
import { sayOf } from './client';
import { Saying } from './saying';
import type { MatchWhole } from './types';
import { useSaying } from './use-saying';

/** Expected and actual spectators: as the turnstiles count, or as someone set it by hand. */
export function Attendance({ match }: { readonly match: MatchWhole }) {
  const { t, lang } = useWords();
  const rights = useRights();
  const saying = useSaying();
  const [number, write] = useState('');
  const shown = (n: number | null): string => (n === null ? '–' : formatNumber(n, 0, lang));
  const counted = match.set_attendance ?? match.results.attendance;
  const set = (event: Event): void => {
    event.preventDefault();
    void saying.say(() => sayOf(match.match, { attendance: Number(number) }), () => write(''));
  };
  return (
    <section class="panel" aria-labelledby="crowd-title" data-testid="attendance">
      <header class="panel-head"><h2 id="crowd-title">{t('crowd.title')}</h2></header>
      <dl class="match-figures">
        <div><dt>{t('crowd.expected')}</dt><dd>{shown(match.expected_attendance)}</dd></div>
        <div>
          <dt>{t('crowd.actual')}</dt>
          <dd>{shown(counted)}</dd>
          <dd class="note">{t(match.set_attendance === null ? 'crowd.counted' : 'crowd.by-hand')}</dd>
        </div>
      </dl>
      {rights.has('plan') && match.state !== 'planned' && match.state !== 'cancelled' && (
        <form class="match-form" onSubmit={set}>
          <p class="field">
            <label for="crowd-set">{t('crowd.set')}</label>
            <input id="crowd-set" type="number" min={0} max={200_000} inputMode="numeric" required value={number} onInput={(event) => write(event.currentTarget.value)} />
          </p>
          <p class="form-end">
            <button type="submit" class="button" disabled={saying.busy}>{t('match.save')}</button>
            {match.set_attendance !== null && (
              <button type="button" class="button" disabled={saying.busy} onClick={() => void saying.say(() => sayOf(match.match, { attendance_by_count: true }))}>
                {t('crowd.count')}
              </button>
            )}
          </p>
          <Saying saying={saying} />
        </form>
      )}
    </section>
  );
}
