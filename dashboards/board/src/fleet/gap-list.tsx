import { useState } from 'preact/hooks';
import { formatMoment } from '../format/time';
import { formatNumber } from '../format/value';
import { useWords } from '../i18n/language';
import { textOr } from '../i18n/text';
import { useBoard, useNow } from '../state/stores';
import type { NodeGap } from './days';

/** Gaps shown before somebody asks for all. */
const First = 20;

/** What is missing where, since when and why, newest first. */
export function GapList({ gaps, zone }: { readonly gaps: readonly NodeGap[]; readonly zone: string }) {
  const { t } = useWords();
  const [all, setAll] = useState(false);
  return (
    <section class="panel gaps" aria-labelledby="gaps-title">
      <header class="panel-head">
        <h2 id="gaps-title">{t('fleet.gaps')}</h2>
        <p class="note">{t('fleet.gaps.order')}</p>
      </header>
      <ul class="gap-rows" data-testid="gaps">
        {(all ? gaps : gaps.slice(0, First)).map((gap) => (
          <GapRow key={`${gap.node} ${gap.cause} ${gap.from} ${gap.point} ${gap.epoch} ${gap.first}`} gap={gap} zone={zone} />
        ))}
        {gaps.length === 0 && <li class="note">{t('fleet.gaps.none')}</li>}
      </ul>
      {!all && gaps.length > First && (
        <button type="button" class="gaps-more" onClick={() => setAll(true)}>{t('fleet.gaps.more', { n: gaps.length })}</button>
      )}
    </section>
  );
}

function GapRow({ gap, zone }: { readonly gap: NodeGap; readonly zone: string }) {
  const { t, of, lang } = useWords();
  const now = useNow(60_000);
  const node = useBoard((state) => state.nodes.get(gap.node));
  const point = useBoard((state) => (gap.point ? state.byName.get(gap.point) : undefined));
  const [from, to] = [Date.parse(gap.from), Date.parse(gap.to)];
  const moment = (at: number): string => formatMoment(at, now, lang, zone);
  return (
    <li class={`gap ${gap.certain ? '' : 'is-guess'}`} data-cause={gap.cause}>
      <b>{textOr(lang, 'cause', gap.cause)}</b>
      <span class="gap-where">{node ? of(node.title) : gap.node}{gap.point && `, ${point ? of(point.title) : gap.point}`}</span>
      <span>{t('fleet.gap.span', { from: moment(from), to: moment(to) })}</span>
      <span class="note">
        {gap.samples !== null && t('fleet.gap.samples', { n: formatNumber(gap.samples, 0, lang) })}
        {gap.samples === null && gap.first !== null && gap.last !== null && t('fleet.gap.batches', { n: formatNumber(gap.last - gap.first + 1, 0, lang) })}
        {' '}{t(gap.certain ? 'fleet.gap.certain' : 'fleet.gap.guess')}
      </span>
      {gap.certain && gap.detail !== '' && <span class="note gap-detail" lang="en">{gap.detail}</span>}
    </li>
  );
}
