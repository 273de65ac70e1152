import { useMemo, useState } from 'preact/hooks';
import type { Site } from '../api/types';
import { usePending } from '../actions/queue';
import { useWords } from '../i18n/language';
import { useBoard } from '../state/stores';
import { BinLines } from './bin-lines';
import { binAddress } from './bin-address';
import { shown } from './deeds';
import { BinLevel, lookOf } from './level';
import { nameOf } from './names';

/** Every bin by where it stands: a round never foresees all. */
export function BinFinder({ site }: { readonly site: Site }) {
  const words = useWords();
  const { t, lang } = words;
  const points = useBoard((state) => state.points);
  const states = useBoard((state) => state.bins);
  const { waiting } = usePending();
  const [wanted, want] = useState('');
  const bins = useMemo(
    () => points
      .filter((point) => point.group === 'bin')
      .map((point) => ({ point: point.point, name: nameOf(point, site, words) }))
      .sort((a, b) => (a.name.zone ?? '').localeCompare(b.name.zone ?? '', lang) || a.name.place.localeCompare(b.name.place, lang, { numeric: true })),
    [points, site, words],
  );
  const needle = wanted.trim().toLocaleLowerCase(lang);
  const found = bins.filter(({ name }) => `${name.whole} ${name.zone ?? ''}`.toLocaleLowerCase(lang).includes(needle));
  return (
    <section class="round-find" aria-labelledby="find-title">
      <h2 id="find-title">{t('round.find')}</h2>
      <input
        type="search" class="find-input" value={wanted} placeholder={t('round.find.label')} aria-label={t('round.find.label')} autocomplete="off"
        onInput={(event) => want(event.currentTarget.value)}
      />
      <ul data-testid="all-bins">
        {found.map(({ point, name }) => {
          const state = shown(states.get(point), point, waiting).state;
          return (
            <li key={point}>
              <a class={`find-row level-${lookOf(state)}`} href={binAddress(point)} data-bin={point} data-state={state}>
                <BinLevel bin={states.get(point)} state={state} />
                <BinLines name={name} bin={states.get(point)} state={state} />
              </a>
            </li>
          );
        })}
      </ul>
      {found.length === 0 && <p class="note" role="status">{t('round.find.nothing')}</p>}
    </section>
  );
}
