import { memo } from 'preact/compat';
import type { MapShape, Site } from '../api/types';
import { useWords } from '../i18n/language';
import { PitchLines } from './pitch-lines';

const corners = (shape: MapShape): string => shape.outline.map(([x, y]) => `${x},${y}`).join(' ');

function middleOf(shape: MapShape): readonly [number, number, number, number] {
  const xs = shape.outline.map(([x]) => x);
  const ys = shape.outline.map(([, y]) => y);
  const [left, right, top, bottom] = [Math.min(...xs), Math.max(...xs), Math.min(...ys), Math.max(...ys)];
  return [(left + right) / 2, (top + bottom) / 2, right - left, bottom - top];
}

/** Mean width of a letter in ems, with the letter spacing. */
const LetterWidth = 0.62;

/** The drawing of the venue, under the markers. */
export const Ground = memo(function Ground({ map }: { readonly map: Site['map'] }) {
  const { of } = useWords();
  const size = map.width / 62;
  return (
    <svg class="ground" viewBox={`0 0 ${map.width} ${map.height}`} aria-hidden="true">
      {map.shapes.map((shape, i) => (
        <polygon key={i} class={`shape shape-${shape.kind}`} points={corners(shape)} />
      ))}
      {map.shapes.filter((shape) => shape.kind === 'pitch').map((shape, i) => (
        <PitchLines key={i} outline={shape.outline} />
      ))}
      {map.shapes.map((shape, i) => {
        const name = shape.label && of(shape.label);
        const [x, y, width, height] = middleOf(shape);
        // A pitch says what it is by its lines; a label longer than its shape would lie over its neighbours.
        if (!name || shape.kind === 'pitch' || name.length * size * LetterWidth > Math.max(width, height)) return null;
        const upright = height > width * 1.8;
        return (
          <text
            key={i} class={`shape-label label-${shape.kind}`} x={x} y={y} font-size={size}
            transform={upright ? `rotate(-90 ${x} ${y})` : undefined}
          >
            {name}
          </text>
        );
      })}
    </svg>
  );
});
