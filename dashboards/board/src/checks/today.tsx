import type { Site } from '../api/types';
import { enqueue, usePending } from '../actions/queue';
import { midnight } from '../fleet/days';
import { formatClock } from '../format/time';
import { formatNumber } from '../format/value';
import { useWords } from '../i18n/language';
import { textOr } from '../i18n/text';
import { useRights } from '../state/rights';
import { boardState, useNow } from '../state/stores';
import { AsOf } from './as-of';
import { getChecks } from './client';
import { useRemembered } from './remembered';
import { percent } from './say';
import { type Station, stationOf } from './stations';
import type { Check } from './types';

interface Props {
  readonly site: Site;
  readonly stations: readonly Station[];
  readonly round: number;
}

/** Today's checks, newest first: those that wait on this phone, then what ingest has; each can be taken back. */
export function Today({ site, stations, round }: Props) {
  const { t, lang } = useWords();
  const mayAct = useRights().has('act');
  const now = useNow(60_000);
  const from = midnight(now, site.time_zone);
  const checks = useRemembered('today', (signal) => getChecks(from, Date.now() + boardState().skew + 60_000, signal), `${round} ${from}`);
  const { waiting } = usePending();
  const made = waiting.filter((entry) => entry.path === '/api/v1/checks');
  const undone = new Set(waiting.filter((entry) => entry.path === '/api/v1/checks/undo').map((entry) => entry.body?.['undoes']));
  const known = new Set(made.map((entry) => entry.action));
  const told = (checks.answer ?? []).filter((check) => Date.parse(check.at) >= from && !known.has(check.action)).toReversed();
  return (
    <>
      <AsOf state={checks} zone={site.time_zone} />
      {checks.answer && made.length + told.length === 0 && <p class="note empty">{t('checks.today.none')}</p>}
      <ul class="check-rows" data-testid="checks-today">
        {made.toReversed().map((entry) => (
          <li key={entry.action} data-action={entry.action} class={undone.has(entry.action) ? 'is-undone' : ''}>
            <span class="row-name"><b>{entry.label}</b><span class="note">{formatClock(entry.at, lang, site.time_zone)} · {t('checks.waiting')}</span></span>
            {mayAct && !undone.has(entry.action) && <Undo action={entry.action} where={entry.label} />}
          </li>
        ))}
        {told.map((check) => (
          <Row key={check.action} check={check} site={site} stations={stations} gone={check.undone || undone.has(check.action)} mayUndo={mayAct} />
        ))}
      </ul>
    </>
  );
}

interface RowProps {
  readonly check: Check;
  readonly site: Site;
  readonly stations: readonly Station[];
  /** It is taken back, or will be when the phone is heard. */
  readonly gone: boolean;
  readonly mayUndo: boolean;
}

function Row({ check, site, stations, gone, mayUndo }: RowProps) {
  const { t, lang } = useWords();
  const where = `${textOr(lang, 'fraction', check.fraction)}, ${stationOf(stations, check.point)?.title ?? check.point}`;
  const what = [
    check.contamination > 0 ? t('checks.found', { n: percent(check.contamination, lang) }) : t('checks.found.none'),
    ...check.wrong.map((part) => `${textOr(lang, 'fraction', part.fraction)} ${t('checks.percent', { n: percent(part.share, lang) })}`),
  ];
  const notes = [
    formatClock(Date.parse(check.at), lang, site.time_zone), check.by, check.total_kg === null ? null : `${formatNumber(check.total_kg, 1, lang)} ${t('checks.kg')}`,
    check.photo ? t('checks.with-photo') : null, check.note, gone ? t('checks.undone') : null,
  ];
  return (
    <li data-action={check.action} class={gone ? 'is-undone' : ''}>
      <span class="row-name">
        <b>{where}</b>
        <span class="check-what">{what.join(' · ')}</span>
        <span class="note">{notes.filter(Boolean).join(' · ')}</span>
      </span>
      {mayUndo && !gone && <Undo action={check.action} where={where} />}
    </li>
  );
}

function Undo({ action, where }: { readonly action: string; readonly where: string }) {
  const { t } = useWords();
  const undo = (): void => {
    // Where it can't be kept the strip of actions says why; the check stands.
    enqueue('/api/v1/checks/undo', { undoes: action }, `${t('checks.undo')}: ${where}`).catch(() => undefined);
  };
  return <button type="button" class="plain" aria-label={t('checks.undo.what', { what: where })} onClick={undo}>{t('checks.undo')}</button>;
}
