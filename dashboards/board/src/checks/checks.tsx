import { useEffect, useMemo, useState } from 'preact/hooks';
import { NameAsk } from '../actions/name-ask';
import { onSaid } from '../actions/queue';
import { useWords } from '../i18n/language';
import type { PageProps } from '../page/pages';
import { addressOf } from '../state/page-address';
import { useRights } from '../state/rights';
import { useBoard } from '../state/stores';
import { CheckForm } from './check-form';
import './checks.css';
import { Results } from './results';
import { stationsOf } from './stations';
import { Today } from './today';
import { Trials } from './trials';

const tabs = ['new', 'today', 'results', 'trials'] as const;
type Tab = (typeof tabs)[number];

/** Sorting checks: make one, today's, what they come to, and trials of signs and layout. */
export default function Checks({ site }: PageProps) {
  const { t, lang } = useWords();
  const mayAct = useRights().has('act');
  const points = useBoard((state) => state.points);
  const stations = useMemo(() => stationsOf(points, lang), [points, lang]);
  const [tab, open] = useState<Tab>(mayAct ? 'new' : 'results');
  const [round, setRound] = useState(0);

  useEffect(() => onSaid((entry) => {
    if (entry.path.startsWith('/api/v1/checks')) setRound((n) => n + 1);
  }), []);

  return (
    <section class="panel checks" aria-labelledby="checks-title" data-testid="checks">
      <header class="panel-head"><h2 id="checks-title">{t('checks.title')}</h2></header>
      <fieldset class="choice checks-tabs">
        <legend class="sr-only">{t('checks.show')}</legend>
        {tabs.map((each) => (
          <label key={each} class="choice-item">
            <input type="radio" name="checks-tab" value={each} checked={each === tab} onChange={() => open(each)} />
            <span>{t(`checks.tab.${each}`)}</span>
          </label>
        ))}
      </fieldset>
      <div class="checks-body">
        {(tab === 'new' || tab === 'trials') && <NameAsk />}
        {tab === 'new' && !mayAct && <p class="note empty">{t('checks.sign-in')} <a class="plain" href={addressOf('sign-in')}>{t('checks.sign-in.link')}</a></p>}
        {tab === 'new' && <CheckForm site={site} stations={stations} />}
        {tab === 'today' && <Today site={site} stations={stations} round={round} />}
        {tab === 'results' && <Results site={site} stations={stations} round={round} />}
        {tab === 'trials' && <Trials site={site} stations={stations} round={round} changed={() => setRound((n) => n + 1)} />}
      </div>
    </section>
  );
}
