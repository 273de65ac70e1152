import { useMemo } from 'preact/hooks';
import type { Node } from '../api/types';
import { useWords } from '../i18n/language';
import { formatNumber } from '../format/value';
import { addressOf } from '../state/page-address';
import { useBoard } from '../state/stores';
import { Age } from '../value/age';
import { Backlog, lastSign, needsEye, sortNodes } from './sort';
import { StateGlyph } from './state-glyph';

/** Every node: state, last sign of life, what waits on it and what was refused. */
export function Nodes() {
  const { t } = useWords();
  const known = useBoard((state) => state.nodes);
  const nodes = useMemo(() => sortNodes(known.values()), [known]);
  const online = nodes.filter((node) => node.state === 'online').length;
  return (
    <section class="panel nodes" aria-labelledby="nodes-title">
      <header class="panel-head">
        <h2 id="nodes-title">{t('nodes.title')}</h2>
        <p class="note">{t('nodes.count', { online, total: nodes.length })}</p>
        <a class="page-link" data-testid="fleet-link" href={addressOf('fleet')}>{t('fleet.link')}</a>
      </header>
      <ul class="rows node-rows" data-testid="nodes" tabIndex={0} aria-labelledby="nodes-title">
        {nodes.map((node) => (
          <NodeRow key={node.node} node={node} />
        ))}
        {nodes.length === 0 && <li class="note">{t('nodes.none')}</li>}
      </ul>
    </section>
  );
}

function NodeRow({ node }: { readonly node: Node }) {
  const { t, of, lang } = useWords();
  const seen = lastSign(node);
  const refused = node.quarantined_batches + node.quarantined_samples;
  return (
    <li class={`row node state-${node.state} ${needsEye(node) ? 'is-wanting' : ''}`} data-node={node.node} data-state={node.state}>
      <StateGlyph state={node.state} />
      <span class="row-name">
        <b>{of(node.title)}</b>
        <span class="note">{node.node}</span>
      </span>
      <span class="row-figures">
        <span class="node-state">{t(`nodes.state.${node.state}`)}</span>
        <span class="note">
          {seen === null ? t('nodes.never') : <Age at={seen} short />}
          {node.pending > 0 && (
            <span class={`pending ${node.pending >= Backlog ? 'is-backlog' : ''}`} title={t('nodes.pending.hint')}>
              {t('nodes.pending', { n: formatNumber(node.pending, 0, lang) })}
            </span>
          )}
          {refused > 0 && <strong class="warn">{t('nodes.quarantined', { n: formatNumber(refused, 0, lang) })}</strong>}
        </span>
      </span>
    </li>
  );
}
