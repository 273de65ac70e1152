import { useState } from 'preact/hooks';
import type { Point } from '../api/types';
import { useWords } from '../i18n/language';
import { GroupIcon } from '../page/icons';
import { Part } from '../page/part';
import { PointPicker } from '../points/picker';
import { select, useSelection } from '../state/selection';
import { spans } from '../state/selection-address';
import { useBoard } from '../state/stores';
import { primaryQuantity } from '../value/primary';

/** The drawing is a third of the page's code: values are read before it is here. */
const trend = () => import('./trend');

/** Shown before anybody chose: the venue's own power, else the first point that has a value to draw. */
const firstChoice = (points: readonly Point[]): Point | undefined =>
  points.find((p) => p.group === 'incomer') ?? points.find((p) => p.quantities.length > 0);

/** The trend of any series: which point, which quantity, how far back. */
export function TrendPanel() {
  const { t, of } = useWords();
  const selection = useSelection();
  const points = useBoard((state) => state.points);
  const chosen = useBoard((state) => (selection.point === null ? undefined : state.byName.get(selection.point)));
  const zone = useBoard((state) => state.site?.time_zone ?? 'UTC');
  const readable = useBoard((state) => state.summary !== null);
  const [picking, pick] = useState(false);
  const point = chosen ?? firstChoice(points);
  const quantity = point?.quantities.find((q) => q.quantity === selection.quantity) ?? (point && primaryQuantity(point));

  return (
    <section class="panel trend" id="trend" data-testid="trend" aria-labelledby="trend-title">
      <header class="panel-head">
        <h2 id="trend-title">{t('trend.title')}</h2>
        <button type="button" class="point-choice" onClick={() => pick(true)} aria-haspopup="dialog" data-testid="trend-point">
          {point && <GroupIcon group={point.group} />}
          <span>{point ? of(point.title) : t('trend.choose')}</span>
          <svg class="icon" viewBox="0 0 24 24" aria-hidden="true"><path d="M6 9.5l6 6 6-6" /></svg>
        </button>
        {point && quantity && (
          <label class="quantity-choice">
            <span class="sr-only">{t('trend.quantity')}</span>
            <select
              value={quantity.quantity} data-testid="trend-quantity"
              onChange={(event) => select({ point: point.point, quantity: event.currentTarget.value })}
            >
              {point.quantities.map((q) => <option key={q.quantity} value={q.quantity}>{of(q.title)}</option>)}
            </select>
          </label>
        )}
        <fieldset class="choice spans">
          <legend class="sr-only">{t('trend.span')}</legend>
          {spans.map((span) => (
            <label key={span} class="choice-item">
              <input type="radio" name="span" value={span} checked={span === selection.span} onChange={() => select({ span })} />
              <span>{t(`trend.span.${span}`)}</span>
            </label>
          ))}
        </fieldset>
      </header>
      {readable && point && quantity && <Part load={trend} given={{ point, quantity, span: selection.span, zone }} />}
      {picking && <PointPicker close={() => pick(false)} />}
    </section>
  );
}
