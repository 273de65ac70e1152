import { describe, expect, it } from 'vitest';
import { formatSelection, parseSelection, spans } from '../src/state/selection-address';
import { calibrationOf } from '../src/trend/calibrated';
import { decimalsFor } from '../src/trend/options';
import { planFor } from '../src/trend/plan';
import { append, curveOf, extentOf, readRows, type Row } from '../src/trend/series';
import { someBin, somePoint } from './some';

const minute = 60_000;
const noon = Date.parse('2026-11-22T12:00:00Z');
const power = somePoint('incomer');
const row = (minutes: number, v: number, n = 1): Row => ({ at: noon + minutes * minute, v, n });

describe('the plan', () => {
  it('asks for a few hundred marks over every span', () => {
    const marks = spans.map((span) => {
      const plan = planFor(power, 'active_power', span);
      return plan.span / (plan.bucket?.length ?? 10_000);
    });
    expect(Math.max(...marks)).toBeLessThan(800);
    expect(Math.min(...marks)).toBeGreaterThan(100);
  });

  it('takes means of a gauge, last registers of a counter, and the most of an event', () => {
    expect(planFor(power, 'active_power', '24h')).toMatchObject({ agg: 'mean', drawing: 'line', bucket: { name: '5m' } });
    expect(planFor(power, 'active_energy_import', '24h')).toMatchObject({ agg: 'last', drawing: 'bars', bucket: { name: '1h' } });
    expect(planFor(someBin('bin'), 'lid_open', '6h')).toMatchObject({ agg: 'max', drawing: 'steps' });
    expect(planFor(power, 'active_power', '1h')).toMatchObject({ agg: null, bucket: null });
  });
});

describe('the calibration', () => {
  const bin = {
    ...someBin('bin'),
    hardware: [{ kind: 'fill', every_s: 60, calibration: { on: null } }, { kind: 'weight', every_s: 300, calibration: { on: '2026-03-01' } }, { kind: 'lid', every_s: 1 }],
  };

  it('is that of the sensor that measures the series', () => {
    expect(calibrationOf(bin, 'cargo_weight')).toEqual({ on: '2026-03-01' });
    expect(calibrationOf(bin, 'filling_level')).toEqual({ on: null });
  });

  it('is nothing where none is needed', () => {
    expect(calibrationOf(bin, 'lid_open')).toBeUndefined();
    expect(calibrationOf(power, 'active_power')).toBeUndefined();
  });
});

describe('a gauge', () => {
  const plan = planFor(power, 'active_power', '6h');

  it('takes a live sample into the mean of its bucket, or opens the next', () => {
    const rows = append([row(0, 100, 3)], plan, noon + 30_000, 200);
    expect(rows).toEqual([row(0, 125, 4)]);
    expect(append(rows, plan, noon + 61_000, 50)).toEqual([row(0, 125, 4), row(1, 50)]);
  });

  it('does not draw what comes too late', () => {
    const rows = [row(5, 1)];
    expect(append(rows, plan, noon, 2)).toBe(rows);
  });

  it('has a hole where readings are missing, and none where they are only slow', () => {
    const slow = planFor(someBin('bin'), 'cargo_weight', '6h');
    expect(curveOf([row(0, 1), row(5, 2)], plan, noon + 10 * minute).values).toEqual([1, null, 2]);
    expect(curveOf([row(0, 1), row(5, 2)], slow, noon + 10 * minute).values).toEqual([1, 2]);
  });

  it('shows only the span', () => {
    expect(curveOf([row(-400, 1), row(-1, 2)], plan, noon).values).toEqual([2]);
  });
});

describe('a counter', () => {
  const plan = planFor(power, 'active_energy_import', '1h');

  it('is drawn as its growth, not after a hole and not over a restart', () => {
    const rows = [row(0, 1000), row(5, 1010), row(10, 1030), row(30, 1100), row(35, 5), row(40, 9)];
    const curve = curveOf(rows, plan, noon + 41 * minute);
    expect(curve.values).toEqual([10, 20, null, null, 4]);
    expect(extentOf(curve.values)).toEqual({ min: 4, max: 20, sum: 34 });
  });

  it('lets its last bar grow with the live register', () => {
    const rows = append([row(0, 1000), row(5, 1010)], plan, noon + 6 * minute, 1015);
    expect(curveOf(rows, plan, noon + 7 * minute).values).toEqual([15]);
  });
});

describe('an event', () => {
  it('holds until now', () => {
    const plan = planFor(someBin('bin'), 'lid_open', '1h');
    expect(curveOf([row(0, 1), row(20, 0)], plan, noon + 50 * minute)).toEqual({
      times: [0, 20, 50].map((m) => noon / 1000 + m * 60), values: [1, 0, 0],
    });
  });
});

describe('rows', () => {
  it('carry a count only where they are buckets', () => {
    expect(readRows([['2026-11-22T12:00:00Z', 5, 7]], planFor(power, 'active_power', '6h'))).toEqual([row(0, 5, 7)]);
    expect(readRows([['2026-11-22T12:00:00Z', 5, 4]], planFor(power, 'active_power', '1h'))).toEqual([row(0, 5, 1)]);
  });

  it('that are all holes have no extent', () => {
    expect(extentOf([null, null])).toBeNull();
  });
});

describe('an axis', () => {
  it('has the decimals that tell its marks apart', () => {
    expect([100, 5, 2.5, 0.5, 0.25, 0.1 + 0.2].map(decimalsFor)).toEqual([0, 0, 1, 1, 2, 1]);
  });
});

describe('the address', () => {
  it('carries the selection there and back', () => {
    const selection = { point: 'bin-north-1-food', quantity: 'filling_level', span: '7d' } as const;
    expect(parseSelection(formatSelection(selection))).toEqual(selection);
  });

  it('that is empty or wrong gives the ordinary span', () => {
    expect(parseSelection('')).toEqual({ point: null, quantity: null, span: '24h' });
    expect(parseSelection('#span=century&point=')).toEqual({ point: null, quantity: null, span: '24h' });
  });
});
