import type { Point, Quantity } from '../api/types';
import { isDoubtful } from '../format/quality';
import { formatReading } from '../format/value';
import { useWords } from '../i18n/language';
import { isStale } from '../state/freshness';
import { useNow, useReading } from '../state/stores';
import { useChangeMark } from './change-mark';

/** The newest value of a series, with its sign; says when it is old, doubtful or missing. */
export function LiveValue({ point, quantity }: { readonly point: Point; readonly quantity: Quantity }) {
  const { lang, t } = useWords();
  const held = useReading(point.point, quantity.quantity);
  const now = useNow(5_000);
  const shown = held ? formatReading(quantity.quantity, quantity.unit, held.v, lang) : { number: '–', sign: '' };
  const mark = useChangeMark<HTMLSpanElement>(shown.number);
  const stale = held !== undefined && isStale(point, quantity.quantity, held, now);
  const classes = ['value', stale && 'is-stale', held && isDoubtful(held.quality) && 'is-doubtful'].filter(Boolean).join(' ');
  return (
    <span class={classes} ref={mark} data-point={point.point} data-quantity={quantity.quantity}>
      {shown.number}
      {shown.sign && <small>{`\u00a0${shown.sign}`}</small>}
      {stale && <span class="sr-only"> ({t('value.stale')})</span>}
      {!held && <span class="sr-only"> ({t('value.missing')})</span>}
    </span>
  );
}
