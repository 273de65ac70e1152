import { useMemo, useState } from 'preact/hooks';
import type { Point, Quantity } from '../api/types';
import { scaleFor } from '../format/scale';
import { formatMoment } from '../format/time';
import { formatReading, formatValue, joined } from '../format/value';
import { useWords } from '../i18n/language';
import { useDark } from '../page/use-dark';
import type { Span } from '../state/selection-address';
import { useNow } from '../state/stores';
import { LiveValue } from '../value/live-value';
import { Calibration } from './calibration';
import { Chart } from './chart';
import { planFor } from './plan';
import { curveOf, extentOf } from './series';
import { useTrend } from './use-trend';

interface Props {
  readonly point: Point;
  readonly quantity: Quantity;
  readonly span: Span;
  readonly zone: string;
}

/** The curve of one series with what it says in numbers: now, lowest, highest, or the sum of a counter. */
export default function Trend({ point, quantity, span, zone }: Props) {
  const { t, of, lang } = useWords();
  const [retry, again] = useState(0);
  const [hovered, hover] = useState<number | null>(null);
  const dark = useDark();
  const plan = useMemo(() => planFor(point, quantity.quantity, span), [point, quantity.quantity, span]);
  const trend = useTrend(point, quantity.quantity, plan, retry);
  const now = useNow(10_000);
  const curve = useMemo(() => curveOf(trend.rows, plan, now), [trend.rows, plan, now]);
  const extent = useMemo(() => extentOf(curve.values), [curve]);

  const scale = scaleFor(quantity.unit, extent ? Math.max(Math.abs(extent.min), Math.abs(extent.max)) : 0);
  const figure = (v: number): string =>
    plan.drawing === 'steps' ? joined(formatReading(quantity.quantity, quantity.unit, v, lang)) : joined(formatValue(v, quantity.unit, lang));
  const at = hovered === null ? undefined : curve.times[hovered];
  const under = hovered === null ? null : (curve.values[hovered] ?? null);
  const share = quantity.unit === '/' && plan.drawing !== 'bars';

  return (
    <>
      <div class="figures">
        <dl>
          <div class="figure-now">
            <dt>{t('trend.now')}</dt>
            <dd><LiveValue point={point} quantity={quantity} /></dd>
          </div>
          {plan.drawing === 'line' && extent && <div><dt>{t('trend.min')}</dt><dd>{figure(extent.min)}</dd></div>}
          {plan.drawing === 'line' && extent && <div><dt>{t('trend.max')}</dt><dd>{figure(extent.max)}</dd></div>}
          {plan.drawing === 'bars' && extent && <div><dt>{t('trend.sum')}</dt><dd>{figure(extent.sum)}</dd></div>}
          {at !== undefined && under !== null && (
            <div class="figure-at"><dt>{formatMoment(at * 1000, now, lang, zone)}</dt><dd>{figure(under)}</dd></div>
          )}
        </dl>
        <p class="figure-unit">
          {scale.sign} {plan.drawing === 'bars' && plan.bucket && t('trend.per', { every: plan.bucket.name.replace(/(\d+)m/, '$1 min').replace(/(\d+)h/, '$1 h') })}
        </p>
      </div>
      <div class={`chart-frame ${trend.phase === 'loading' ? 'is-loading' : ''}`}>
        <Chart
          curve={curve} label={t('trend.chart', { name: of(point.title), quantity: of(quantity.title) })} lang={lang}
          from={(now - plan.span) / 1000} to={now / 1000} hover={hover} drawing={plan.drawing} scale={scale} zone={zone}
          fixed={share ? whole : null} dark={dark}
        />
        {trend.phase === 'ready' && !extent && <p class="chart-word">{t('trend.empty')}</p>}
        {trend.phase === 'failed' && (
          <p class="chart-word">
            {t('trend.failed', { why: trend.why })}{' '}
            <button type="button" class="plain" onClick={() => again(retry + 1)}>{t('trend.again')}</button>
          </p>
        )}
      </div>
      <Calibration point={point} quantity={quantity.quantity} />
    </>
  );
}

const whole = [0, 1] as const;
