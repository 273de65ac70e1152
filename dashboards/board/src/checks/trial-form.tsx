import { useRef, useState } from 'preact/hooks';
import { givenName } from '../actions/acting';
import { newAction } from '../actions/entry';
import type { Site } from '../api/types';
import { useWords } from '../i18n/language';
import { boardState } from '../state/stores';
import { postTrial } from './client';
import { dateOf, momentOf } from './dates';
import type { Station } from './stations';
import type { Change } from './types';

interface Props {
  readonly site: Site;
  readonly stations: readonly Station[];
  readonly done: () => void;
  readonly cancel: () => void;
}

/** A trial is written down: name, what was changed, at which stations or zones, and when. */
export function TrialForm({ site, stations, done, cancel }: Props) {
  const { t, of } = useWords();
  // One action however often "save" is tapped: said twice it is written down once.
  const action = useRef(newAction());
  const [name, setName] = useState('');
  const [what, setWhat] = useState<Change>('signs');
  const [places, setPlaces] = useState<'zones' | 'stations'>('zones');
  const [chosen, setChosen] = useState<ReadonlySet<string>>(new Set());
  const [from, setFrom] = useState(dateOf(Date.now() + boardState().skew, site.time_zone));
  const [fault, setFault] = useState<string | null>(null);
  const ready = name.trim() !== '' && chosen.size > 0 && from !== '';

  const save = (): void => {
    const where = places === 'zones'
      ? { zones: [...chosen] }
      : { points: stations.filter((station) => chosen.has(station.name)).flatMap((station) => station.bins.map((bin) => bin.point)) };
    postTrial('/api/v1/trials', { action: action.current, who: givenName(), name: name.trim(), what, ...where, from: momentOf(from, site.time_zone) })
      .then(done, (error: unknown) => setFault(error instanceof Error ? error.message : String(error)));
  };
  const toggle = (key: string): void => {
    const next = new Set(chosen);
    if (!next.delete(key)) next.add(key);
    setChosen(next);
  };
  const offered = places === 'zones'
    ? site.zones.filter((zone) => stations.some((station) => station.zone === zone.zone)).map((zone) => [zone.zone, of(zone.title)] as const)
    : stations.map((station) => [station.name, station.title] as const);
  return (
    <form class="trial-form" data-testid="trial-form" onSubmit={(event) => { event.preventDefault(); save(); }}>
      <label class="field">
        <span>{t('trials.name')}</span>
        <input type="text" maxLength={80} required value={name} onInput={(event) => setName(event.currentTarget.value)} />
      </label>
      <fieldset class="choice">
        <legend>{t('trials.what')}</legend>
        {(['signs', 'layout', 'other'] as const).map((each) => (
          <label key={each} class="choice-item">
            <input type="radio" name="trial-what" checked={each === what} onChange={() => setWhat(each)} />
            <span>{t(`trials.what.${each}`)}</span>
          </label>
        ))}
      </fieldset>
      <fieldset class="choice">
        <legend>{t('trials.where')}</legend>
        {(['zones', 'stations'] as const).map((each) => (
          <label key={each} class="choice-item">
            <input type="radio" name="trial-where" checked={each === places} onChange={() => { setPlaces(each); setChosen(new Set()); }} />
            <span>{t(`trials.where.${each}`)}</span>
          </label>
        ))}
      </fieldset>
      <div class="targets" role="group" aria-label={t(`trials.where.${places}`)}>
        {offered.map(([key, title]) => (
          <button key={key} type="button" class="target" aria-pressed={chosen.has(key)} data-place={key} onClick={() => toggle(key)}>{title}</button>
        ))}
      </div>
      <label class="field">
        <span>{t('trials.from')}</span>
        <input type="date" required value={from} onInput={(event) => setFrom(event.currentTarget.value)} />
      </label>
      {fault !== null && <p class="warn" role="alert">{fault}</p>}
      <p class="trial-actions">
        <button type="submit" class="primary" disabled={!ready}>{t('trials.save')}</button>
        <button type="button" class="plain" onClick={cancel}>{t('trials.cancel')}</button>
      </p>
    </form>
  );
}
