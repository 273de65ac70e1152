import { useState } from 'preact/hooks';
import { formatClock } from '../format/time';
import { useWords } from '../i18n/language';
import { useRights } from '../state/rights';
import { useNow } from '../state/stores';
import { setPhase } from './client';
import { fromLocal, toLocal } from './local-time';
import { type Step, stepsOf } from './plan';
import { Saying } from './saying';
import type { MatchWhole } from './types';
import { useSaying } from './use-saying';

interface Props {
  readonly match: MatchWhole;
  readonly zone: string;
}

/** The phases of the day from the gates to the end: when each was planned, when it began or will, and who moved it. */
export function PhaseTimeline({ match, zone }: Props) {
  const { t } = useWords();
  const now = useNow(10_000);
  return (
    <section class="panel" aria-labelledby="timeline-title">
      <header class="panel-head"><h2 id="timeline-title">{t('timeline.title')}</h2></header>
      <ol class="timeline" data-testid="timeline">
        {stepsOf(match, now).map((step) => (
          <TimelineStep key={step.phase} match={match} step={step} zone={zone} now={now} />
        ))}
      </ol>
    </section>
  );
}

function TimelineStep({ match, step, zone, now }: Props & { readonly step: Step; readonly now: number }) {
  const { t, lang } = useWords();
  const rights = useRights();
  const [editing, edit] = useState(false);
  const at = Date.parse(step.at);
  const planned = Date.parse(step.planned);
  return (
    <li class={`step is-${match.state === 'cancelled' ? 'past' : step.standing}`} data-phase={step.phase} data-standing={step.standing}>
      <svg class="step-mark" viewBox="0 0 24 24" aria-hidden="true">
        {step.standing === 'past' && <path d="M5 12.5l4.5 4.5L19 7.5" />}
        {step.standing === 'now' && <path class="is-solid" d="M8 5l11 7-11 7z" />}
        {step.standing === 'ahead' && <circle cx="12" cy="12" r="6" />}
      </svg>
      <span class="step-name">
        <b>{t(`phase.${step.phase}`)}</b>
        <span class="note">{t(`timeline.${step.standing}`)}{step.by_hand && `, ${t('timeline.by-hand')}`}</span>
      </span>
      <span class="step-times">
        <b>{formatClock(at, lang, zone)}</b>
        <span class="note">{t('timeline.planned', { time: formatClock(planned, lang, zone) })}</span>
        {step.late !== 0 && <span class="note">{t(step.late > 0 ? 'timeline.late' : 'timeline.early', { n: Math.abs(step.late) })}</span>}
      </span>
      {rights.has('act') && match.state !== 'cancelled' && planned - now < 3_600_000 && (
        <button type="button" class="button" aria-expanded={editing} aria-label={t('timeline.set.what', { phase: t(`phase.${step.phase}`) })} onClick={() => edit(!editing)}>
          {t('timeline.set')}
        </button>
      )}
      {editing && <StepTime match={match} step={step} zone={zone} now={now} close={() => edit(false)} />}
    </li>
  );
}

function StepTime({ match, step, zone, now, close }: Props & { readonly step: Step; readonly now: number; readonly close: () => void }) {
  const { t } = useWords();
  const saying = useSaying();
  const [local, write] = useState(toLocal(Math.min(now, Date.parse(step.at)), zone));
  const id = `time-${step.phase}`;
  const set = (event: Event): void => {
    event.preventDefault();
    const at = fromLocal(local, zone);
    if (at) void saying.say(() => setPhase(match.match, step.phase, at)).then((done) => done && close());
  };
  return (
    <form class="step-form" onSubmit={set}>
      <label for={id}>{t('timeline.began')}</label>
      <input id={id} type="datetime-local" required value={local} onInput={(event) => write(event.currentTarget.value)} />
      <button type="submit" class="button is-main" disabled={saying.busy}>{t('match.save')}</button>
      <Saying saying={saying} />
    </form>
  );
}
