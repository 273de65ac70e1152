import { readFileSync } from 'node:fs';
import { repository } from '../site/repository.ts';

const board = readFileSync(repository('dashboards/board/src/style/tokens.css'), 'utf8');

/** A colour of the board, so that a medium has the same one everywhere. */
function token(name: string): string {
  const found = new RegExp(`--${name}: (#[0-9a-f]{6});`).exec(board);
  if (!found?.[1]) throw new Error(`The board's tokens.css has no colour --${name}.`);
  return found[1];
}

/** One colour per medium: the board's. */
export const medium = { electricity: token('power'), solar: token('solar'), heat: token('heat'), water: token('water') };

/** One colour per use of electricity. */
export const use: Record<string, string> = {
  floodlight: '#f2cc0c',
  kitchen: '#e0752d',
  ventilation: '#5aa9a4',
  'ev-charger': '#6d8fd6',
  other: '#9aa3ad',
};

/** One colour per fraction. Purple plastic, blue paper and grey metal are those of the national signs; the others are chosen to stand apart from them. */
export const fraction: Record<string, string> = {
  residual: '#6b7280',
  food: '#4f9d55',
  plastic: '#8e5fc0',
  'paper-packaging': '#c08a4e',
  metal: '#aab4be',
  glass: '#2fa99b',
  paper: '#3b7dd8',
  deposit: '#d9588c',
};

/** What to do about a value. Grafana's own names, which follow its light and its dark theme. */
export const level = { good: 'green', soon: 'orange', now: 'red', neutral: 'text' } as const;
