import type { Point } from '../api/types';
import { qualityWords } from '../format/quality';
import { useWords } from '../i18n/language';
import { reveal } from '../page/reveal';
import { select } from '../state/selection';
import { useReading } from '../state/stores';
import { Age } from '../value/age';
import { LiveValue } from '../value/live-value';
import { GroupIcon } from '../page/icons';
import type { Cluster } from './cluster';

/** Everything measured at the chosen place, each with a way to its trend. */
export function Here({ cluster, close }: { readonly cluster: Cluster; readonly close: () => void }) {
  const { t } = useWords();
  return (
    <aside class="here" aria-label={t('here.title')}>
      <button type="button" class="close" onClick={close} aria-label={t('here.close')}>×</button>
      <div class="here-points" tabIndex={0}>
        {cluster.points.map((point) => (
          <HerePoint key={point.point} point={point} />
        ))}
      </div>
    </aside>
  );
}

function HerePoint({ point }: { readonly point: Point }) {
  const { of } = useWords();
  return (
    <section class="here-point">
      <h3><GroupIcon group={point.group} />{of(point.title)}</h3>
      <ul>
        {point.quantities.map((quantity) => (
          <HereValue key={quantity.quantity} point={point} quantity={quantity} />
        ))}
      </ul>
    </section>
  );
}

function HereValue({ point, quantity }: { readonly point: Point; readonly quantity: Point['quantities'][number] }) {
  const { t, of } = useWords();
  const held = useReading(point.point, quantity.quantity);
  const show = (): void => {
    select({ point: point.point, quantity: quantity.quantity });
    reveal('trend');
  };
  const name = t('here.trend', { name: of(point.title), quantity: of(quantity.title) });
  return (
    <li>
      <button type="button" class="here-value" onClick={show} title={name}>
        <span>{of(quantity.title)}</span>
        <LiveValue point={point} quantity={quantity} />
        <span class="note">
          {held && <Age at={held.at} />}
          {held && qualityWords(held.quality).map((key) => <strong key={key} class="warn">{t(key)}</strong>)}
        </span>
      </button>
    </li>
  );
}
