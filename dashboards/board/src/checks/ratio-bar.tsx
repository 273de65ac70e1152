import type { Ratio } from './types';

/** A share as a bar from 0 to 100 %, with its interval as a line across its end. What it says stands in words beside it. */
export function RatioBar({ ratio }: { readonly ratio: Ratio }) {
  const x = (share: number): number => Math.round(share * 1000) / 10;
  return (
    <svg class="ratio-bar" viewBox="0 0 100 8" preserveAspectRatio="none" aria-hidden="true">
      <rect class="ratio-ground" width="100" height="8" />
      <rect class="ratio-fill" width={x(ratio.share)} height="8" />
      {ratio.low !== null && ratio.high !== null && (
        <path class="ratio-whisker" d={`M${x(ratio.low)} 4H${x(ratio.high)}M${x(ratio.low)} 1V7M${x(ratio.high)} 1V7`} />
      )}
    </svg>
  );
}
