import { describe, expect, it } from 'vitest';
import { levelOf } from '../src/bins/level';
import { placeOf } from '../src/bins/place';
import { sortBins } from '../src/bins/sort';
import { Backlog, lastSign, sortNodes } from '../src/nodes/sort';
import { findPoints } from '../src/points/find';
import { type Held, seriesKey } from '../src/state/state';
import { someBin, someNode, somePoint } from './some';

const filled = (levels: Record<string, readonly [v: number, quality: number]>): Map<string, Held> =>
  new Map(Object.entries(levels).map(([bin, [v, quality]]) => [seriesKey(bin, 'filling_level'), { t: '', v, quality, at: 0 }]));

describe('bins', () => {
  it('change level exactly at the limits', () => {
    expect([0, 0.7999, 0.8, 0.9499, 0.95, 1.02].map(levelOf)).toEqual(['ok', 'ok', 'high', 'high', 'full', 'full']);
    expect([undefined, NaN].map(levelOf)).toEqual(['missing', 'missing']);
  });

  it('come fullest first, broken sensors and missing values last', () => {
    const bins = ['a', 'b', 'c', 'd'].map((name) => someBin(name));
    const values = filled({ a: [0.2, 0], b: [0.99, 4], c: [0.9, 1] });
    expect(sortBins([...bins, somePoint('incomer')], values).map((p) => p.point)).toEqual(['c', 'a', 'b', 'd']);
  });

  it('do not say their fraction twice', () => {
    expect(placeOf('Matavfall norr 3', 'Matavfall', 'Norra läktaren')).toBe('Norr 3');
    expect(placeOf('Norra läktaren 3, matavfall', 'Matavfall', undefined)).toBe('Norra läktaren 3');
    expect(placeOf('Kärl bakom scenen', 'Matavfall', undefined)).toBe('Kärl bakom scenen');
    expect(placeOf('Matavfall', 'Matavfall', 'Norra läktaren')).toBe('Norra läktaren');
  });
});

describe('nodes', () => {
  it('that need somebody come first; the others keep their places whatever waits on them', () => {
    const nodes = [
      someNode('a', { pending: 2 }), someNode('b', { pending: Backlog }), someNode('c', { state: 'unknown' }),
      someNode('d', { state: 'offline' }), someNode('e', { pending: 3 }),
    ];
    expect(sortNodes(nodes).map((n) => n.node)).toEqual(['d', 'c', 'b', 'a', 'e']);
  });

  it('were last heard when the latest of batch and sample came', () => {
    expect(lastSign(someNode('a'))).toBe(Date.parse('2026-11-22T07:00:00Z'));
    const silent = { last_batch: null, last_sample: null };
    expect(lastSign(someNode('a', silent))).toBe(Date.parse('2026-11-22T06:00:00Z'));
    expect(lastSign(someNode('a', { ...silent, state: 'offline' }))).toBeNull();
  });
});

describe('searching points', () => {
  const points = ['Norra läktaren 1', 'Södra läktaren 1', 'Kök'].map((name) => somePoint(name));
  const find = (search: string): string[] => findPoints(points, search, (p) => p.title.sv).map((p) => p.point);

  it('wants every word, in any order, with or without accents', () => {
    expect(find('laktaren SODRA')).toEqual(['Södra läktaren 1']);
    expect(find('kok')).toEqual(['Kök']);
    expect(find('  ')).toHaveLength(3);
    expect(find('saknas')).toEqual([]);
  });
});
