import type { Shown } from '../format/value';
import { useChangeMark } from '../value/change-mark';

interface Props {
  /** Its colour. */
  readonly kind: string;
  readonly testid: string;
  readonly label: string;
  /** Null while the figure isn't known. */
  readonly figure: Shown | null;
  readonly under?: string | null;
}

/** One figure of the scoreboard, large enough to read from four metres on a TV. */
export function Tile({ kind, testid, label, figure, under }: Props) {
  const mark = useChangeMark<HTMLElement>(figure?.number ?? '');
  return (
    <div class={`tile tile-${kind}`}>
      <span class="tile-label">{label}</span>
      <strong class="tile-figure" data-testid={testid} ref={mark}>
        {figure?.number ?? '–'}
        {figure?.sign && <small>{`\u00a0${figure.sign}`}</small>}
      </strong>
      {under && <span class="tile-under">{under}</span>}
    </div>
  );
}
