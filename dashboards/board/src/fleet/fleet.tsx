import { useMemo } from 'preact/hooks';
import type { FleetNode } from '../api/types';
import { formatNumber } from '../format/value';
import { useWords } from '../i18n/language';
import { Backlog, lastSign } from '../nodes/sort';
import { StateGlyph } from '../nodes/state-glyph';
import type { PageProps } from '../page/pages';
import { useBoard } from '../state/stores';
import { Age } from '../value/age';
import { DayBars } from './day-bars';
import { inOrder, percentOf } from './days';
import { GapList } from './gap-list';
import { useFleet } from './use-fleet';

/** How complete the data of every node are: state, backlog, the last seven days, and every gap with its cause. */
export default function Fleet({ site }: PageProps) {
  const { t } = useWords();
  const { fleet, fault } = useFleet(site.time_zone);
  const gaps = useMemo(() => inOrder(fleet?.nodes ?? []), [fleet]);
  return (
    <>
      <section class="panel fleet" aria-labelledby="fleet-title">
        <header class="panel-head">
          <h2 id="fleet-title">{t('fleet.title')}</h2>
          <p class="note">{t('fleet.hint')}</p>
          <a class="page-link" href="#">{t('fleet.back')}</a>
        </header>
        {fault !== null && <p class="note warn" role="status">{t('fleet.failed', { why: fault })}</p>}
        {fleet === null && fault === null && <p class="note" role="status">{t('fleet.loading')}</p>}
        <ul class="fleet-rows" data-testid="fleet">
          {fleet?.nodes.map((node) => (
            <FleetRow key={node.node} account={node} zone={site.time_zone} />
          ))}
        </ul>
      </section>
      {fleet && <GapList gaps={gaps} zone={site.time_zone} />}
    </>
  );
}

function FleetRow({ account, zone }: { readonly account: FleetNode; readonly zone: string }) {
  const { t, of, lang } = useWords();
  const node = useBoard((state) => state.nodes.get(account.node));
  const seen = node ? lastSign(node) : null;
  const state = node?.state ?? 'unknown';
  const { complete, missing_batches: missing } = account.counts;
  return (
    <li class={`fleet-row state-${state}`} data-node={account.node} data-state={state}>
      <StateGlyph state={state} />
      <span class="row-name">
        <b>{node ? of(node.title) : account.node}</b>
        <span class="note">
          {t(`nodes.state.${state}`)}, {seen === null ? t('nodes.never') : <Age at={seen} />}
        </span>
        <span class={`note ${(node?.pending ?? 0) >= Backlog ? 'is-backlog' : ''}`}>
          {t('nodes.pending', { n: formatNumber(node?.pending ?? 0, 0, lang) })}
          {missing > 0 && `, ${t('fleet.missing', { n: formatNumber(missing, 0, lang) })}`}
        </span>
      </span>
      <span class="fleet-share">{complete === null ? t('fleet.share.none') : t('fleet.share', { n: percentOf(complete) })}</span>
      <DayBars days={account.windows} zone={zone} />
    </li>
  );
}
