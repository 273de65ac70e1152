import uPlot from 'uplot';
import type { Scale } from '../format/scale';
import { formatClock, formatDay } from '../format/time';
import { formatNumber } from '../format/value';
import type { Language } from '../i18n/text';
import type { Drawing } from './plan';

export interface ChartLook {
  readonly drawing: Drawing;
  readonly scale: Scale;
  /** IANA name; the axis shows the venue's time. */
  readonly zone: string;
  /** Range that never moves, in the SenML unit (a fill level is 0–1), or null. */
  readonly fixed: readonly [number, number] | null;
  readonly dark: boolean;
}

const steps = uPlot.paths.stepped!({ align: 1 });
const bars = uPlot.paths.bars!({ size: [0.78, 60], align: 1 });

const Day = 86_400;

/** Decimals that tell the marks of an axis apart: steps of 2,5 kW need one. */
export function decimalsFor(step: number): number {
  for (let decimals = 0; decimals < 4; decimals++) {
    const scaled = Math.abs(step) * 10 ** decimals;
    if (scaled >= 1 - 1e-9 && Math.abs(scaled - Math.round(scaled)) < 1e-6) return decimals;
  }
  return 4;
}

export function optionsFor(
  look: ChartLook, lang: Language, frame: HTMLElement, range: () => uPlot.Range.MinMax, hover: (index: number | null) => void,
): uPlot.Options {
  const css = getComputedStyle(frame);
  const color = (name: string): string => css.getPropertyValue(name).trim();
  const em = parseFloat(css.fontSize);
  const axis: uPlot.Axis = {
    stroke: color('--muted'),
    font: `${em * 0.8}px ${css.fontFamily}`,
    grid: { stroke: color('--line'), width: 1 },
    ticks: { show: false },
  };
  const value = (v: number, step: number): string => formatNumber(v * look.scale.factor, decimalsFor(step * look.scale.factor), lang);
  return {
    width: frame.clientWidth,
    height: frame.clientHeight,
    legend: { show: false },
    cursor: { y: false, drag: { x: false, y: false }, points: { size: em * 0.6 } },
    tzDate: (seconds) => uPlot.tzDate(new Date(seconds * 1000), look.zone),
    hooks: { setCursor: [(plot) => hover(plot.cursor.idx ?? null)] },
    scales: {
      x: { range },
      y: look.fixed ? { range: [look.fixed[0], look.fixed[1]] } : { range: (_, min, max) => around(min, max, look) },
    },
    axes: [
      {
        ...axis,
        size: em * 1.9,
        space: em * 5,
        values: (_, marks, _axis, _space, step) =>
          marks.map((at) => (step >= Day ? formatDay : formatClock)(at * 1000, lang, look.zone)),
      },
      {
        ...axis,
        size: em * 3.6,
        space: em * 1.8,
        values: (_, marks, _axis, _space, step) => marks.map((v) => value(v, step)),
      },
    ],
    series: [
      {},
      {
        stroke: color('--curve'),
        width: Math.max(2, em / 8),
        fill: color(look.drawing === 'bars' ? '--curve' : '--curve-under'),
        spanGaps: false,
        points: { show: false },
        ...(look.drawing === 'steps' ? { paths: steps } : look.drawing === 'bars' ? { paths: bars } : {}),
      },
    ],
  };
}

/** Room above and below, and zero in sight for everything that can't be negative but temperatures. */
function around(min: number | null, max: number | null, look: ChartLook): uPlot.Range.MinMax {
  if (min === null || max === null) return [0, 1];
  const low = look.scale.sign === '°C' ? min : Math.min(0, min);
  const room = (max - low || Math.abs(max) || 1) * 0.08;
  return [low === 0 ? 0 : low - room, max + room];
}
