import { useState } from 'preact/hooks';
import { givenName } from '../actions/acting';
import { newAction } from '../actions/entry';
import type { Site } from '../api/types';
import { formatDay } from '../format/time';
import { useWords } from '../i18n/language';
import { textOr } from '../i18n/text';
import { useRights } from '../state/rights';
import { boardState } from '../state/stores';
import { AsOf } from './as-of';
import { getTrials, postTrial } from './client';
import { RatioBar } from './ratio-bar';
import { useRemembered } from './remembered';
import { differenceOf, intervalOf, percent, sideOf, verdictOf } from './say';
import { type Station, stationOf } from './stations';
import { TrialForm } from './trial-form';
import type { Ratio, Trial, TrialResult } from './types';

interface Props {
  readonly site: Site;
  readonly stations: readonly Station[];
  readonly round: number;
  readonly changed: () => void;
}

/** What was changed at some bins, and whether less is wrong in them since. */
export function Trials({ site, stations, round, changed }: Props) {
  const { t } = useWords();
  const mayStudy = useRights().has('study');
  const [adding, add] = useState(false);
  const state = useRemembered('trials', getTrials, `${round}`);
  return (
    <>
      <p class="note empty">{t('trials.hint')}</p>
      {mayStudy && !adding && <button type="button" class="primary" onClick={() => add(true)} data-testid="trial-add">{t('trials.add')}</button>}
      {adding && <TrialForm site={site} stations={stations} done={() => { add(false); changed(); }} cancel={() => add(false)} />}
      <AsOf state={state} zone={site.time_zone} />
      {state.answer?.length === 0 && <p class="note empty">{t('trials.none')}</p>}
      <ul class="trials" data-testid="trials">
        {state.answer?.map((result) => <Row key={result.trial.trial} result={result} site={site} stations={stations} mayEnd={mayStudy} changed={changed} />)}
      </ul>
    </>
  );
}

interface RowProps {
  readonly result: TrialResult;
  readonly site: Site;
  readonly stations: readonly Station[];
  readonly mayEnd: boolean;
  readonly changed: () => void;
}

function Row({ result, site, stations, mayEnd, changed }: RowProps) {
  const words = useWords();
  const { t, of, lang } = words;
  const [fault, setFault] = useState<string | null>(null);
  const { trial, own, fractions, elsewhere } = result;
  const say = (what: Readonly<Record<string, unknown>>): void => {
    postTrial(`/api/v1/trials/${trial.trial}`, { action: newAction(), who: givenName(), ...what })
      .then(changed, (error: unknown) => setFault(error instanceof Error ? error.message : String(error)));
  };
  const day = (time: string): string => formatDay(Date.parse(time), lang, site.time_zone);
  return (
    <li class={`trial is-${own.verdict}`} data-trial={trial.trial} data-verdict={own.verdict}>
      <h3>{trial.name}</h3>
      <p class="note">
        {t(`trials.what.${trial.what}`)} · {placesOf(trial)} · {trial.to === null ? t('trials.since', { from: day(trial.from) }) : t('trials.span', { from: day(trial.from), to: day(trial.to) })}
      </p>
      <p class="verdict"><Sign verdict={own.verdict} />{verdictOf(result, words)}</p>
      <Side name={t('trials.before')} ratio={own.before} />
      <Side name={t('trials.after')} ratio={own.after} />
      {fractions.length > 1 && (
        <details>
          <summary>{t('trials.fractions')}</summary>
          <ul>{fractions.map(({ fraction, comparison }) => <li key={fraction}>{textOr(lang, 'fraction', fraction)}: {differenceOf(comparison, words)}, {sideOf(comparison.before, words)} → {sideOf(comparison.after, words)}</li>)}</ul>
        </details>
      )}
      {elsewhere.difference !== null && <p class="note">{t('trials.elsewhere', { difference: differenceOf(elsewhere, words) })}</p>}
      {fault !== null && <p class="warn" role="alert">{fault}</p>}
      {mayEnd && (
        <p class="trial-actions">
          {trial.to === null && <button type="button" class="plain" onClick={() => say({ to: new Date(Date.now() + boardState().skew).toISOString() })}>{t('trials.end')}</button>}
          <button type="button" class="plain" onClick={() => say({ withdrawn: true })}>{t('trials.withdraw')}</button>
        </p>
      )}
    </li>
  );

  function placesOf({ zones, points }: Trial): string {
    if (zones.length > 0) return zones.map((zone) => of(site.zones.find((each) => each.zone === zone)?.title ?? { sv: zone, en: zone })).join(', ');
    return [...new Set(points.map((point) => stationOf(stations, point)?.title ?? point))].join(', ');
  }
}

function Side({ name, ratio }: { readonly name: string; readonly ratio: Ratio | null }) {
  const words = useWords();
  const { t, lang } = words;
  return (
    <div class="side">
      <span class="ratio-name"><span>{name}</span>{ratio && <b class="ratio-share">{t('checks.percent', { n: percent(ratio.share, lang) })}</b>}</span>
      {ratio && <RatioBar ratio={ratio} />}
      <span class="note">{ratio ? `${intervalOf(ratio, words)} · ${sideOf(ratio, words)}` : sideOf(ratio, words)}</span>
    </div>
  );
}

const signs = { better: 'M12 5v14m-6-6l6 6 6-6', worse: 'M12 19V5m-6 6l6-6 6 6', unclear: 'M5 9h14M5 15h14', 'too-few': 'M12 7v6m0 3.5v.5' } as const;

const Sign = ({ verdict }: { readonly verdict: keyof typeof signs }) => (
  <svg class="icon" viewBox="0 0 24 24" aria-hidden="true"><path d={signs[verdict]} /></svg>
);
