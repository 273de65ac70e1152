import { useEffect, useState } from 'preact/hooks';
import { NameAsk } from '../actions/name-ask';
import { useWords } from '../i18n/language';
import type { PageProps } from '../page/pages';
import { useRights } from '../state/rights';
import { Attendance } from './attendance';
import { Calendar } from './calendar';
import { choiceOf, matchOf } from './choice';
import { Comparison } from './comparison';
import { History } from './history';
import { MatchHead } from './match-head';
import { PhasePanel } from './phase-panel';
import { PhaseTimeline } from './timeline';
import { useMatch, useMatches } from './use-matches';
import './match.css';

/** A match: its phases, its crowd, what it came to, who said what; and the season around it. */
export default function MatchPage({ site }: PageProps) {
  const { t } = useWords();
  const rights = useRights();
  const wanted = useMatchInAddress();
  const matches = useMatches();
  const chosen = wanted ?? (matches.value && choiceOf(matches.value)?.match) ?? null;
  const match = useMatch(chosen);
  const zone = site.time_zone;
  return (
    <>
      {(rights.has('act') || rights.has('plan')) && <NameAsk />}
      {matches.fault !== null && <p class="note warn match-fault" role="status">{t('match.failed', { why: matches.fault })}</p>}
      {match.fault !== null && match.fault !== matches.fault && <p class="note warn match-fault" role="status">{t('match.failed', { why: match.fault })}</p>}
      {match.value && (
        <>
          <MatchHead match={match.value} site={site} />
          <PhasePanel match={match.value} zone={zone} />
          <PhaseTimeline match={match.value} zone={zone} />
          <Attendance key={`crowd ${match.value.match}`} match={match.value} />
          <Comparison match={match.value} matches={matches.value ?? []} zone={zone} />
          <History match={match.value} zone={zone} />
        </>
      )}
      <Calendar matches={matches.value} open={chosen} site={site} />
    </>
  );
}

function useMatchInAddress(): string | null {
  const [name, set] = useState(matchOf(location.hash));
  useEffect(() => {
    const look = (): void => set(matchOf(location.hash));
    addEventListener('hashchange', look);
    return () => removeEventListener('hashchange', look);
  }, []);
  return name;
}
