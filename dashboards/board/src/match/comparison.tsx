import type { MatchBrief } from '../api/types';
import { formatDay } from '../format/time';
import { formatNumber } from '../format/value';
import { useWords } from '../i18n/language';
import { addressOfMatch, before } from './choice';
import { type Figure, figures, median } from './figures';
import type { MatchWhole } from './types';
import { useEarlier } from './use-matches';

/** Earlier matches beside this one. */
const Most = 5;

interface Props {
  readonly match: MatchWhole;
  readonly matches: readonly MatchBrief[];
  readonly zone: string;
}

/** What the match came to, or has so far, beside the matches before it. */
export function Comparison({ match, matches, zone }: Props) {
  const { t, lang } = useWords();
  const earlier = useEarlier(before(matches, match, Most).map((each) => each.match)).value ?? [];
  const shown = (figure: Figure, value: number | null): string =>
    value === null ? '–' : `${formatNumber(value, figure.decimals, lang)}${figure.unit && `\u00a0${figure.unit}`}`;
  const played = match.state === 'over' || match.state === 'on';
  if (!played && earlier.length === 0) return null;
  return (
    <section class="panel results" aria-labelledby="results-title" data-testid="results">
      <header class="panel-head">
        <h2 id="results-title">{t(match.state === 'on' ? 'results.so-far' : 'results.title')}</h2>
        <p class="note">{t('results.hint')}</p>
      </header>
      <div class="results-frame" tabIndex={0} role="region" aria-labelledby="results-title">
        <table class="results-table">
          <thead>
            <tr>
              <th scope="col">{t('results.figure')}</th>
              {played && <th scope="col">{t('results.this')}</th>}
              {earlier.length > 1 && <th scope="col">{t('results.usual')}</th>}
              {earlier.map((each) => (
                <th key={each.match} scope="col">
                  <a href={addressOfMatch(each.match)}>{each.opponent}</a> <span class="note">{formatDay(Date.parse(each.kick_off), lang, zone)}</span>
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {figures.map((figure) => (
              <tr key={figure.name} data-figure={figure.name}>
                <th scope="row">{t(`results.${figure.name}`)}</th>
                {played && <td class="is-this">{shown(figure, figure.of(match.results))}</td>}
                {earlier.length > 1 && <td>{shown(figure, median(earlier.map((each) => figure.of(each.results))))}</td>}
                {earlier.map((each) => <td key={each.match}>{shown(figure, figure.of(each.results))}</td>)}
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </section>
  );
}
