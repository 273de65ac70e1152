import { describe, expect, it } from 'vitest';
import { arrange } from '../src/map/arrange';
import { cluster } from '../src/map/cluster';
import { layerOf } from '../src/map/layer';
import { type Item, spread } from '../src/map/spread';
import { someBin, somePoint } from './some';

const area = { width: 1000, height: 600 };

describe('layers', () => {
  it('are chosen by group, then by medium', () => {
    expect(layerOf({ group: 'bin', medium: null })).toBe('waste');
    expect(layerOf({ group: 'other', medium: 'electricity' })).toBe('power');
    expect(layerOf({ group: 'other', medium: null })).toBe('climate');
  });
});

describe('clusters', () => {
  it('keep a row of near bins whole, and apart from what is not a bin', () => {
    const row = [0, 8, 16, 24].map((x) => someBin(`bin-${x}`, [x, 0]));
    const clusters = cluster([...row, someBin('far', [90, 0]), somePoint('meter', 'kitchen', [8, 0])], 10);
    expect(clusters.map((c) => c.points.length)).toEqual([4, 1, 1]);
    expect(clusters[0]!.at).toEqual([12, 0]);
  });

  it('lose no point and hold none twice', () => {
    const points = Array.from({ length: 200 }, (_, i) => someBin(`bin-${i}`, [(i * 37) % 500, (i * 91) % 300]));
    const held = cluster(points, 20).flatMap((c) => c.points.map((p) => p.point));
    expect(new Set(held).size).toBe(200);
    expect(held).toHaveLength(200);
  });
});

describe('spreading', () => {
  const items: Item[] = Array.from({ length: 30 }, (_, i) => ({ at: [500 + (i % 4), 590], width: 60, height: 40 }));

  it('leaves no two boxes over each other and none outside', () => {
    const places = spread(items, area);
    for (const [i, [x, y]] of places.entries()) {
      expect(x).toBeGreaterThanOrEqual(30);
      expect(y).toBeLessThanOrEqual(580);
      for (const [otherX, otherY] of places.slice(i + 1)) {
        expect(Math.abs(x - otherX) > 59.9 || Math.abs(y - otherY) > 39.9, `${x},${y} lies over ${otherX},${otherY}`).toBe(true);
      }
    }
  });

  it('lets the first stand and finds room near by for the rest', () => {
    const places = spread(items, area);
    expect(places[0]).toEqual([500, 580]);
    const furthest = Math.max(...places.map(([x, y]) => Math.hypot(x - 501, y - 590)));
    expect(furthest).toBeLessThan(260);
  });

  it('leaves alone what stands alone', () => {
    expect(spread([{ at: [100, 100], width: 50, height: 50 }, { at: [300, 300], width: 50, height: 50 }], area)).toEqual([[100, 100], [300, 300]]);
  });

  it('is the same every time', () => {
    expect(spread(items, area)).toEqual(spread(items, area));
  });
});

describe('the arrangement', () => {
  it('of all layers leaves the nodes out, and their own layer shows them', () => {
    const points = [someBin('bin', [10, 10]), somePoint('node-a', 'node', [500, 300])];
    expect(arrange(points, 'all', area, 10).map((m) => m.cluster.key)).toEqual(['bin']);
    expect(arrange(points, 'nodes', area, 10).map((m) => m.cluster.key)).toEqual(['node-a']);
  });
});
