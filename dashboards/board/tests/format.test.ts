import { describe, expect, it } from 'vitest';
import { isDoubtful, qualityWords } from '../src/format/quality';
import { formatAge, formatClock, formatDate, formatMoment } from '../src/format/time';
import { formatReading, formatValue, joined } from '../src/format/value';

const nb = '\u00a0';
const sv = (v: number, unit: string): string => joined(formatValue(v, unit, 'sv'));

describe('values', () => {
  it.each([
    [850, 'W', `850${nb}W`],
    [1_000, 'W', `1,0${nb}kW`],
    [214_340, 'W', `214,3${nb}kW`],
    [1_240_000, 'W', `1,24${nb}MW`],
    [999, 'Wh', `999${nb}Wh`],
    [12_340, 'Wh', `12,3${nb}kWh`],
    [496_400, 'Wh', `496${nb}kWh`],
    [1_824_000, 'Wh', `1,82${nb}MWh`],
    [640, 'l', `640${nb}l`],
    [8_230, 'l', `8,23${nb}m³`],
    [0.614, '/', `61${nb}%`],
    [18.44, 'kg', `18,4${nb}kg`],
    [-3.25, 'Cel', `−3,3${nb}°C`],
    [0.5, 'l/s', `0,50${nb}l/s`],
    [48_735, 'count', `48${nb}735`],
    [2e10, 'B', `20,0${nb}GB`],
  ])('%d %s is %s in Swedish', (v, unit, shown) => {
    expect(sv(v, unit)).toBe(shown);
  });

  it('have a point for a decimal mark in English', () => {
    expect(joined(formatValue(214_340, 'W', 'en'))).toBe(`214.3${nb}kW`);
  });

  it('of a unit the page has never met are shown as they came', () => {
    expect(sv(3.14159, 'mol')).toBe(`3,14${nb}mol`);
  });

  it('never are minus zero', () => {
    expect(sv(-0.01, 'Cel')).toBe(`0,0${nb}°C`);
  });

  it('of a bin are never rounded up to a limit it has not reached', () => {
    expect(formatReading('filling_level', '/', 0.9499, 'sv').number).toBe('94');
    expect(formatReading('filling_level', '/', 0.95, 'sv').number).toBe('95');
    expect(formatReading('filling_level', '/', 0.29, 'sv').number).toBe('29');
  });

  it('of a lid are words', () => {
    expect(formatReading('lid_open', '/', 1, 'sv').number).toBe('öppet');
    expect(formatReading('lid_open', '/', 0, 'en').number).toBe('closed');
  });
});

describe('times', () => {
  const noon = Date.parse('2026-07-01T10:00:00Z');

  it.each([
    [-2_000, 'nyss'],
    [4_900, 'nyss'],
    [12_000, '12 s sedan'],
    [240_000, '4 min sedan'],
    [7_300_000, '2 h sedan'],
    [300_000_000, '3 d sedan'],
  ])('%d ms is "%s"', (age, shown) => {
    expect(formatAge(age, 'sv')).toBe(shown);
  });

  it('are shorter in a list of ages', () => {
    expect([0, 240_000].map((age) => formatAge(age, 'en', 'age.short'))).toEqual(['now', '4 min']);
  });

  it('are the venue’s, whatever the browser’s zone', () => {
    expect(formatClock(noon, 'sv', 'Europe/Stockholm')).toBe('12:00');
    expect(formatClock(noon, 'sv', 'UTC')).toBe('10:00');
  });

  it('of another day say which', () => {
    expect(formatMoment(noon, noon + 60_000, 'sv', 'Europe/Stockholm')).toBe('12:00');
    expect(formatMoment(noon, noon + 86_400_000, 'sv', 'Europe/Stockholm')).toContain('1 juli');
  });

  it('says a date as people do, the same in every zone', () => {
    expect(formatDate('2026-03-01', 'sv')).toBe('1 mars 2026');
    expect(formatDate('2026-03-01', 'en')).toBe('1 March 2026');
  });
});

describe('quality', () => {
  it('names every bit, worst first', () => {
    expect(qualityWords(63)).toHaveLength(6);
    expect(qualityWords(5)).toEqual(['quality.fault', 'quality.estimated']);
    expect(qualityWords(0)).toEqual([]);
  });

  it('makes a value doubtful only when it may be wrong', () => {
    expect([0, 1, 2, 4, 8, 16, 32].map(isDoubtful)).toEqual([false, false, true, true, false, false, false]);
  });
});
