import { useState } from 'preact/hooks';
import type { Site } from '../api/types';
import { formatClock, formatDay } from '../format/time';
import { useWords } from '../i18n/language';
import { useRights } from '../state/rights';
import { sayOf } from './client';
import { addressOfRehearsal, titleOf } from './choice';
import { MatchForm } from './match-form';
import { Saying } from './saying';
import type { MatchWhole } from './types';
import { useSaying } from './use-saying';

interface Props {
  readonly match: MatchWhole;
  readonly site: Site;
}

/** Who plays whom and when; the way to change it, to call it off, and to rehearse it when it is over. */
export function MatchHead({ match, site }: Props) {
  const { t, of, lang } = useWords();
  const rights = useRights();
  const saying = useSaying();
  const [editing, edit] = useState(false);
  const at = Date.parse(match.kick_off);
  const off = match.state === 'cancelled';
  return (
    <section class="panel match-head" aria-labelledby="match-title" data-testid="match" data-match={match.match} data-state={match.state}>
      <h2 id="match-title">{titleOf(match, of(site.title))}</h2>
      <p class="match-when">
        {formatDay(at, lang, site.time_zone)} {formatClock(at, lang, site.time_zone)}
        <span class={`match-state is-${match.state}`}>{t(`match.state.${match.state}`)}</span>
      </p>
      <div class="match-tools">
        {match.state === 'over' && <a class="button" href={addressOfRehearsal(match.match)}>{t('match.rehearse')}</a>}
        {(match.state === 'over' || match.state === 'on') && <a class="button" href={`/api/v1/matches/${match.match}/export`} download>{t('match.export')}</a>}
        {rights.has('plan') && (
          <>
            <button type="button" class="button" aria-expanded={editing} onClick={() => edit(!editing)}>{t('match.edit')}</button>
            {/* Beside the form, and not where a thumb finds it by mistake. */}
            {(editing || off) && (
              <button type="button" class="button" data-testid="match-call-off" disabled={saying.busy} onClick={() => void saying.say(() => sayOf(match.match, { cancelled: !off }))}>
                {t(off ? 'match.on-again' : 'match.call-off')}
              </button>
            )}
          </>
        )}
      </div>
      <Saying saying={saying} />
      {editing && <MatchForm key={match.match} match={match} site={site} close={() => edit(false)} />}
    </section>
  );
}
