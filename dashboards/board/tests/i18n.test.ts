import { describe, expect, it } from 'vitest';
import { en } from '../src/i18n/en';
import { sv } from '../src/i18n/sv';
import { text, textOr, type TextKey } from '../src/i18n/text';

const holes = (s: string): string[] => [...s.matchAll(/\{(\w+)\}/g)].map((m) => m[1]!).sort();
const keys = Object.keys(sv) as TextKey[];

describe('the dictionaries', () => {
  it('have the same keys', () => {
    expect(Object.keys(en).sort()).toEqual([...keys].sort());
  });

  it.each(keys)('%s is filled in both languages, with the same holes', (key) => {
    expect(sv[key].trim()).not.toBe('');
    expect(en[key].trim()).not.toBe('');
    expect(holes(en[key])).toEqual(holes(sv[key]));
  });

  it('fill every hole', () => {
    expect(text('sv', 'nodes.count', { online: 22, total: 23 })).toBe('22 av 23 i drift');
  });

  it('show a word from the network as it is when they do not know it', () => {
    expect(textOr('sv', 'fraction', 'food')).toBe('Matavfall');
    expect(textOr('sv', 'fraction', 'textile')).toBe('textile');
    expect(textOr('sv', 'fraction', '')).toBe('');
  });
});
