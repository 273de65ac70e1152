import { formatNumber } from '../format/value';
import { useWords } from '../i18n/language';
import { useBoard } from '../state/stores';

/** How the round goes, what came in so far and how much of it is sorted, and how many people are here. */
export function Tally() {
  const { t, lang } = useWords();
  const progress = useBoard((state) => state.round?.progress ?? null);
  const visitors = useBoard((state) => state.summary?.visitors_today ?? null);
  const expected = useBoard((state) => (state.match?.match ?? state.match?.next)?.expected_attendance ?? null);
  const whole = (n: number | null | undefined): string => (n === null || n === undefined ? '–' : formatNumber(n, 0, lang));
  const share = progress?.sorted_share ?? null;
  return (
    <dl class="tally" data-testid="screen-tally">
      <Figure name="emptied" label={t('screen.tally.emptied')} figure={whole(progress?.emptied)} />
      <Figure name="left" label={t('screen.tally.left')} figure={whole(progress?.left)} />
      <Figure name="overflowing" label={t('screen.tally.overflowing')} figure={whole(progress?.overflowing)} alarm={(progress?.overflowing ?? 0) > 0} />
      <Figure name="skipped" label={t('screen.tally.skipped')} figure={whole(progress?.skipped)} />
      <Figure name="kg" label={t('screen.tally.kg')} figure={progress ? formatNumber(progress.kg, progress.kg < 100 ? 1 : 0, lang) : '–'} sign="kg" />
      <Figure name="sorted" label={t('screen.tally.sorted')} figure={share === null ? '–' : formatNumber(share * 100, 0, lang)} sign="%" />
      <Figure
        name="visitors" label={t(expected === null ? 'screen.tally.visitors' : 'screen.tally.visitors.of')} figure={whole(visitors)}
        under={expected === null ? undefined : t('screen.tally.expected', { n: whole(expected) })}
      />
    </dl>
  );
}

interface FigureProps {
  readonly name: string;
  readonly label: string;
  readonly figure: string;
  readonly sign?: string | undefined;
  readonly under?: string | undefined;
  readonly alarm?: boolean;
}

const Figure = ({ name, label, figure, sign, under, alarm }: FigureProps) => (
  <div class={`tally-${name} ${alarm ? 'is-alarm' : ''}`}>
    <dt>{label}</dt>
    <dd data-figure={name}>
      <span class="value">{figure}{sign && <small>{'\u00a0'}{sign}</small>}</span>
      {under !== undefined && <span class="tally-under">{under}</span>}
    </dd>
  </div>
);
