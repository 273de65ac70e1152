import { useEffect, useRef } from 'preact/hooks';
import type { FleetWindow } from '../api/types';
import { formatDay } from '../format/time';
import { useWords } from '../i18n/language';
import { levelOf, percentOf } from './days';

interface Props {
  readonly days: readonly FleetWindow[];
  readonly zone: string;
}

/** A bar for each day, as high as the share of what was expected that is stored, with the share as a number. */
export const DayBars = ({ days, zone }: Props) => (
  <ol class="days">
    {days.map((day) => (
      <DayBar key={day.from} day={day} zone={zone} />
    ))}
  </ol>
);

function DayBar({ day, zone }: { readonly day: FleetWindow; readonly zone: string }) {
  const { t, lang } = useWords();
  const bar = useRef<HTMLSpanElement>(null);
  // Styles that depend on values are set through the DOM: the content security policy allows none in the page.
  useEffect(() => {
    bar.current?.style.setProperty('height', `${Math.round((day.complete ?? 0) * 100)}%`);
  }, [day.complete]);
  const date = formatDay(Date.parse(day.from), lang, zone);
  const words = day.complete === null ? t('fleet.day.none', { day: date }) : t('fleet.day', { day: date, n: percentOf(day.complete) });
  return (
    <li class={`day is-${levelOf(day.complete)}`} title={words} data-complete={day.complete ?? ''}>
      <span class="day-frame" aria-hidden="true"><span class="day-bar" ref={bar} /></span>
      <span class="day-share" aria-hidden="true">{day.complete === null ? '–' : percentOf(day.complete)}</span>
      <span class="sr-only">{words}</span>
    </li>
  );
}
