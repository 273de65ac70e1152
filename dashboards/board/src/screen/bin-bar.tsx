import type { BinState } from '../api/types';
import { lookOf } from './urgency';

const Height = 25;

/** A bin seen from the side, as high as it is full. Each way it can stand has a mark of its own, so that it shows without colour. */
export function BinBar({ bin }: { readonly bin: BinState | undefined }) {
  const look = bin ? lookOf(bin) : 'unknown';
  const level = look === 'overflowing' ? 1 : look === 'emptied' || look === 'unknown' ? 0 : Math.min(1, Math.max(0, bin?.level ?? 0));
  return (
    <svg class={`bin-bar look-${look}`} viewBox="0 0 14 32" data-bin={bin?.point} data-look={look}>
      <rect class="bar-body" x="1" y="6" width="12" height={Height} rx="1.5" />
      <rect class="bar-fill" x="2" y={30 - level * (Height - 2)} width="10" height={level * (Height - 2)} rx="1" />
      {look === 'overflowing' && <path class="bar-spill" d="M1 6l2-4 2.5 3L7 .5 8.5 5 11 2l2 4z" />}
      {(look === 'full' || look === 'overflowing') && <path class="bar-bang" d="M7 11v9m0 3.4v2.4" />}
      {look === 'urgent' && <path class="bar-sign" d="M7 13l3.6 7H3.4z" />}
      {look === 'soon' && <path class="bar-mark" d="M3.5 18.5h7" />}
      {look === 'doubt' && <path class="bar-mark" d="M4.4 14.2a2.7 2.7 0 1 1 4.3 2.2c-1.1.8-1.7 1.3-1.7 2.8m0 3v1.6" />}
      {look === 'emptied' && <path class="bar-mark" d="M3.6 19l2.4 3 4.4-6" />}
      {look === 'skipped' && <path class="bar-mark" d="M3.5 24l7-11" />}
    </svg>
  );
}
