import type { Point, Quantity } from '../api/types';
import { sortBins } from '../bins/sort';
import { qualityWords } from '../format/quality';
import { useWords } from '../i18n/language';
import { GroupIcon } from '../page/icons';
import { reveal } from '../page/reveal';
import { binAddress } from '../round/bin-address';
import { isStale } from '../state/freshness';
import { select } from '../state/selection';
import { boardState, useNow, useReading } from '../state/stores';
import { Age } from '../value/age';
import { LiveValue } from '../value/live-value';
import type { Cluster } from './cluster';

/** Everything measured at the chosen place, each with a way to its trend. */
export function Here({ cluster, close }: { readonly cluster: Cluster; readonly close: () => void }) {
  const { t } = useWords();
  // Sorted once, when the place is chosen: rows must not move under a thumb.
  const points = cluster.layer === 'waste' ? sortBins(cluster.points, boardState().values) : cluster.points;
  return (
    <aside class="here" aria-label={t('here.title')}>
      <button type="button" class="close" onClick={close} aria-label={t('here.close')}>×</button>
      <div class="here-points" tabIndex={0}>
        {points.map((point) => (
          <HerePoint key={point.point} point={point} />
        ))}
      </div>
    </aside>
  );
}

function HerePoint({ point }: { readonly point: Point }) {
  const { t, of } = useWords();
  return (
    <section class="here-point">
      <h3><GroupIcon group={point.group} />{of(point.title)}</h3>
      {point.group === 'bin' && (
        <a class="here-open" href={binAddress(point.point)} aria-label={t('bin.open.what', { name: of(point.title) })}>{t('bin.open')}</a>
      )}
      <ul>
        {point.quantities.map((quantity) => (
          <HereValue key={quantity.quantity} point={point} quantity={quantity} />
        ))}
      </ul>
    </section>
  );
}

function HereValue({ point, quantity }: { readonly point: Point; readonly quantity: Quantity }) {
  const { t, of } = useWords();
  const held = useReading(point.point, quantity.quantity);
  const now = useNow(5_000);
  const old = held !== undefined && isStale(point, quantity.quantity, held, now);
  const show = (): void => {
    select({ point: point.point, quantity: quantity.quantity });
    reveal('trend');
  };
  return (
    <li>
      <button
        type="button" class="here-value" onClick={show}
        title={t('here.trend', { name: of(point.title), quantity: of(quantity.title) })}
      >
        <span class="note">{of(quantity.title)}</span>
        <span class="here-figure">
          <LiveValue point={point} quantity={quantity} />
          {old && <span class="note old"><Age at={held.at} /></span>}
          {held && qualityWords(held.quality).map((key) => <strong key={key} class="note warn">{t(key)}</strong>)}
        </span>
      </button>
    </li>
  );
}
