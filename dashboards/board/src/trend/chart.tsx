import { useEffect, useRef } from 'preact/hooks';
import uPlot from 'uplot';
import 'uplot/dist/uPlot.min.css';
import type { Language } from '../i18n/text';
import { useBox } from '../page/use-box';
import { type ChartLook, optionsFor } from './options';
import type { Curve } from './series';

interface Props extends ChartLook {
  readonly curve: Curve;
  readonly label: string;
  readonly lang: Language;
  /** Window shown, seconds. */
  readonly from: number;
  readonly to: number;
  /** Row under the pointer, or null. */
  readonly hover: (index: number | null) => void;
}

/** uPlot, kept the size of its frame and fed in place; made anew only when its looks change. */
export function Chart({ curve, label, lang, from, to, hover, drawing, scale, zone, fixed, dark }: Props) {
  const [box, frame] = useBox<HTMLDivElement>();
  const plot = useRef<uPlot | null>(null);
  const feed = useRef({ curve, from, to, hover });
  feed.current = { curve, from, to, hover };
  const sized = box.width > 0 && box.height > 0;

  useEffect(() => {
    if (!sized || !frame.current) return;
    const range = (): uPlot.Range.MinMax => [feed.current.from, feed.current.to];
    const options = optionsFor({ drawing, scale, zone, fixed, dark }, lang, frame.current, range, (i) => feed.current.hover(i));
    const made = new uPlot(options, [feed.current.curve.times, feed.current.curve.values], frame.current);
    plot.current = made;
    return () => {
      plot.current = null;
      made.destroy();
    };
  }, [sized, drawing, scale.sign, zone, fixed, dark, lang]);

  useEffect(() => {
    if (sized) plot.current?.setSize(box);
  }, [box, sized]);

  useEffect(() => {
    plot.current?.setData([curve.times, curve.values]);
  }, [curve]);

  return <div class="chart" ref={frame} role="img" aria-label={label} />;
}
