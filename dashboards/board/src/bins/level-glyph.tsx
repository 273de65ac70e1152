import type { Level } from './level';

/** A bin seen from the side, filled to its level; high carries a notch, full a bar across: the shape says it without colour. */
export function LevelGlyph({ level, fraction }: { readonly level: Level; readonly fraction: number }) {
  const height = 22 * Math.min(1, Math.max(0, fraction));
  return (
    <svg class="level-glyph" viewBox="0 0 24 32" aria-hidden="true">
      <path class="glyph-lid" d="M3 5.5h18" />
      <rect class="glyph-body" x="4" y="7" width="16" height="23" rx="2.5" />
      {level !== 'missing' && <rect class="glyph-fill" x="4.5" y={29.5 - height} width="15" height={height} rx="1.5" />}
      {level === 'missing' && <path class="glyph-mark" d="M8.5 14.5l7 8m0-8l-7 8" />}
      {level === 'high' && <path class="glyph-sign" d="M12 13.5l4.6 8h-9.2z" />}
      {level === 'full' && <path class="glyph-bang" d="M12 12v8.2m0 3.3v2.2" />}
    </svg>
  );
}
