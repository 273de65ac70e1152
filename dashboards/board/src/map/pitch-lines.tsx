import type { Position } from '../api/types';

/** A full-size pitch, metres: the venue's own 105 × 68 and the markings of the Laws of the Game, Law 1. */
const Length = 105;
const Width = 68;

/** The markings of a pitch, laid into the bounding box of its outline. */
export function PitchLines({ outline }: { readonly outline: readonly Position[] }) {
  const xs = outline.map(([x]) => x);
  const ys = outline.map(([, y]) => y);
  const [left, top] = [Math.min(...xs), Math.min(...ys)];
  const [across, down] = [Math.max(...xs) - left, Math.max(...ys) - top];
  const lying = across >= down;
  const [sx, sy] = lying ? [across / Length, down / Width] : [down / Length, across / Width];
  const turn = lying ? '' : ` translate(${across} 0) rotate(90)`;
  const goalEnd = (
    <>
      <path d={`M0 ${34 - 20.16}h16.5v40.32H0M0 ${34 - 9.16}h5.5v18.32H0`} />
      <path d={`M16.5 ${34 - 7.31}a9.15 9.15 0 0 1 0 14.62`} />
      <path d="M0 1a1 1 0 0 0 1-1M1 68a1 1 0 0 0-1-1" />
    </>
  );
  return (
    <g class="pitch-lines" transform={`translate(${left} ${top})${turn} scale(${sx} ${sy})`}>
      {Array.from({ length: 6 }, (_, i) => (
        <rect key={i} class="pitch-mown" x={i * (Length / 6)} width={Length / 12} height={Width} />
      ))}
      <g transform="translate(2.2 1.9) scale(.958 .944)">
        <rect width={Length} height={Width} />
        <path d="M52.5 0v68" />
        <circle cx="52.5" cy="34" r="9.15" />
        <circle class="pitch-spot" cx="52.5" cy="34" r=".6" />
        {goalEnd}
        <g transform="translate(105 68) rotate(180)">{goalEnd}</g>
      </g>
    </g>
  );
}
