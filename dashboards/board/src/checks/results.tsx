import { useState } from 'preact/hooks';
import type { Site } from '../api/types';
import { midnight } from '../fleet/days';
import { formatNumber } from '../format/value';
import { useWords } from '../i18n/language';
import { textOr } from '../i18n/text';
import { useRights } from '../state/rights';
import { boardState, useNow } from '../state/stores';
import { AsOf } from './as-of';
import { csvAddress, getContamination } from './client';
import { RatioBar } from './ratio-bar';
import { useRemembered } from './remembered';
import { countOf, intervalOf, percent } from './say';
import { type Station, stationOf } from './stations';
import type { ContaminationRow, Grouping } from './types';

const Day = 86_400_000;
const periods = { today: 0, month: 30, year: 365 } as const;
type Period = keyof typeof periods;

interface Props {
  readonly site: Site;
  readonly stations: readonly Station[];
  readonly round: number;
}

/** How much is wrong, by zone, bin or fraction, with how sure that is. */
export function Results({ site, stations, round }: Props) {
  const { t, of, lang } = useWords();
  const mayStudy = useRights().has('study');
  const [period, setPeriod] = useState<Period>('month');
  const [by, setBy] = useState<Grouping>('zone');
  const from = midnight(useNow(60_000), site.time_zone) - periods[period] * Day;
  const until = (): number => Date.now() + boardState().skew + 60_000;
  const state = useRemembered(`${by}.${period}`, (signal) => getContamination(from, until(), by, signal), `${round} ${from}`);

  const nameOf = (key: string): string => {
    if (by === 'fraction') return textOr(lang, 'fraction', key);
    if (by === 'zone') return of(site.zones.find((zone) => zone.zone === key)?.title ?? { sv: key, en: key });
    const station = stationOf(stations, key);
    const bin = station?.bins.find((each) => each.point === key);
    return station && bin ? `${station.title}, ${textOr(lang, 'fraction', bin.fraction ?? '')}` : key;
  };
  const rows = [...(state.answer?.rows ?? [])].sort((a, b) => b.contamination.share - a.contamination.share);
  return (
    <>
      <Choice name="checks-period" legend={t('checks.period')} words={(each) => t(`checks.period.${each}`)} of={['today', 'month', 'year'] as const} now={period} choose={setPeriod} />
      <Choice name="checks-by" legend={t('checks.by')} words={(each) => t(`checks.by.${each}`)} of={['zone', 'point', 'fraction'] as const} now={by} choose={setBy} />
      <AsOf state={state} zone={site.time_zone} />
      {state.answer && rows.length === 0 && <p class="note empty">{t('checks.results.none')}</p>}
      <ul class="ratio-rows" data-testid="contamination">
        {state.answer?.all && rows.length > 1 && <Row name={t('checks.all')} row={state.answer.all} />}
        {rows.map((row) => <Row key={row.key} name={nameOf(row.key)} row={row} />)}
      </ul>
      {rows.length > 0 && <p class="note empty">{t('checks.results.how')}</p>}
      {mayStudy && <p class="empty"><a class="plain" href={csvAddress(from, until())} download="checks.csv">{t('checks.csv')}</a></p>}
    </>
  );
}

function Row({ name, row }: { readonly name: string; readonly row: ContaminationRow }) {
  const words = useWords();
  const { t, lang } = words;
  const { contamination } = row;
  return (
    <li data-key={row.key}>
      <span class="ratio-name"><b>{name}</b><b class="ratio-share">{t('checks.percent', { n: percent(contamination.share, lang) })}</b></span>
      <RatioBar ratio={contamination} />
      <span class="note">
        {[intervalOf(contamination, words), countOf(contamination, words), row.total_kg > 0 ? t('checks.kilos', { wrong: formatNumber(row.contamination_kg, 1, lang), all: formatNumber(row.total_kg, 1, lang) }) : null].filter(Boolean).join(' · ')}
      </span>
      {row.wrong.length > 0 && (
        <span class="note">
          {t('checks.most', { parts: row.wrong.slice(0, 3).map((part) => `${textOr(lang, 'fraction', part.fraction)} ${t('checks.percent', { n: percent(part.contamination.share, lang) })}`).join(', ') })}
        </span>
      )}
    </li>
  );
}

interface ChoiceProps<T extends string> {
  readonly name: string;
  readonly legend: string;
  readonly of: readonly T[];
  readonly words: (each: T) => string;
  readonly now: T;
  readonly choose: (each: T) => void;
}

function Choice<T extends string>({ name, legend, of, words, now, choose }: ChoiceProps<T>) {
  return (
    <fieldset class="choice">
      <legend class="sr-only">{legend}</legend>
      {of.map((each) => (
        <label key={each} class="choice-item">
          <input type="radio" name={name} value={each} checked={each === now} onChange={() => choose(each)} />
          <span>{words(each)}</span>
        </label>
      ))}
    </fieldset>
  );
}
