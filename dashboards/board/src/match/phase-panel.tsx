import { usePending } from '../actions/queue';
import { formatClock } from '../format/time';
import { useWords } from '../i18n/language';
import { useRights } from '../state/rights';
import { useNow } from '../state/stores';
import { pathOf } from './client';
import { beginPhase, closePhaseTap, Settles, undoPhase, usePhaseTap } from './phase-tap';
import { countdown, followingOf, isNear } from './plan';
import type { MatchWhole } from './types';

interface Props {
  readonly match: MatchWhole;
  readonly zone: string;
}

/** The phase that goes on, the clock to the next one, and one large button that begins it now. */
export function PhasePanel({ match, zone }: Props) {
  const { t, lang } = useWords();
  const now = useNow(1_000);
  const rights = useRights();
  const tap = usePhaseTap();
  const { waiting } = usePending();
  const own = tap?.match === match.match ? tap : null;
  const unsent = waiting.some((entry) => entry.path === pathOf(match.match, '/phase'));
  // Until ingest has heard of it, the phone goes by what was tapped on it.
  const phase = unsent && own && !own.undone ? own.phase : match.phase;
  const next = followingOf({ state: unsent && own ? 'on' : match.state, phase });
  const due = next && match.phases.find((start) => start.phase === next);
  const settling = own !== null && !own.undone && Date.now() - own.at < Settles;
  if (!isNear(match, now)) return null;
  const begin = (): void => {
    if (next) void beginPhase(match.match, next, t('phase.label', { phase: t(`phase.${next}`) }));
  };
  return (
    <section class="panel phase-now" aria-labelledby="phase-title" data-testid="phase-now" data-phase={phase}>
      <h2 id="phase-title" class="phase-current">
        <span class="note">{t('phase.now')}</span> {t(match.state === 'planned' && !unsent ? 'phase.before' : `phase.${phase}`)}
        {match.phase_since && phase === match.phase && match.state === 'on' && <span class="note"> {t('phase.since', { time: formatClock(Date.parse(match.phase_since), lang, zone) })}</span>}
      </h2>
      {due && (
        <p class="phase-next">
          {t('phase.next', { phase: t(`phase.${due.phase}`), time: formatClock(Date.parse(due.at), lang, zone) })}{' '}
          <b class="phase-clock" data-testid="phase-clock" aria-hidden="true">{Date.parse(due.at) > now ? countdown(Date.parse(due.at) - now) : t('phase.due')}</b>
        </p>
      )}
      {next && rights.has('act') && (
        <button type="button" class="phase-begin" data-testid="phase-begin" aria-disabled={settling} onClick={begin}>
          {t('phase.begin', { phase: t(`phase.${next}`) })}
        </button>
      )}
      <div role="status">
        {own && (
          <p class="phase-undo" data-testid="phase-undo">
            <span>
              {t(own.undone ? 'phase.undone' : 'phase.begun', { phase: t(`phase.${own.phase}`), time: formatClock(own.at, lang, zone) })}
              {unsent && <span class="note"> {t('phase.unsent')}</span>}
            </span>
            {!own.undone && (
              <button type="button" class="button" onClick={() => void undoPhase(own, t('phase.undo.label', { phase: t(`phase.${own.phase}`) }))}>{t('phase.undo')}</button>
            )}
            <button type="button" class="close" aria-label={t('match.close')} onClick={closePhaseTap}>×</button>
          </p>
        )}
      </div>
    </section>
  );
}
