import { describe, expect, it } from 'vitest';
import { dateOf, momentOf } from '../src/checks/dates';
import { type Draft, emptyDraft, judge, parseKg, stepped } from '../src/checks/draft';
import { within } from '../src/checks/photo';
import { countOf, differenceOf, intervalOf, percent, verdictOf } from '../src/checks/say';
import { soft } from '../src/checks/soft';
import { stationOf, stationsOf } from '../src/checks/stations';
import { weightOf } from '../src/checks/use-scale';
import type { Comparison, Ratio } from '../src/checks/types';
import type { Words } from '../src/i18n/language';
import { text } from '../src/i18n/text';
import { someBin, somePoint } from './some';

const sv: Words = { lang: 'sv', t: (key, ...values) => text('sv', key, ...values), of: (title) => title.sv };
const weighed = (change: Partial<Draft>): Draft => ({ ...emptyDraft, method: 'weighed', ...change });
const ratio = (change: Partial<Ratio> = {}): Ratio => ({ share: 0.2, low: 0.1, high: 0.3, n: 6, weighed: 6, units: 3, ...change });
const least = { checks: 5, days: 3 };

describe('kilos', () => {
  it.each([['12,4', 12.4], ['12.4', 12.4], [' 3 ', 3], ['0,05', 0.05], ['7,', 7]])('%s is read', (typed, kg) => expect(parseKg(typed)).toBe(kg));
  it('that are not typed are none', () => expect(parseKg('  ')).toBeNull());
  it.each(['1,2,3', '-1', 'tre', '1e3', '1 200', ','])('%s is no number', (typed) => expect(parseKg(typed)).toBeNaN());
});

describe('the bin’s scale', () => {
  const t = '2026-11-22T12:00:00Z';
  it('says its newest reading', () => expect(weightOf([[t, 8.1, 0], [t, 12.4, 0]])).toBe(12.4));
  it('says nothing where that is in doubt, below nothing or not there', () => {
    expect(weightOf([[t, 8.1, 0], [t, 12.4, 4]])).toBeNull();
    expect(weightOf([[t, -0.2, 0]])).toBeNull();
    expect(weightOf([])).toBeNull();
  });
});

describe('a share', () => {
  it('goes up and down by five and not below nothing', () => {
    const once = stepped(emptyDraft, 'plastic', 5);
    expect(once.shares['plastic']).toBe(5);
    expect(stepped(stepped(once, 'plastic', -5), 'plastic', -5).shares['plastic']).toBe(0);
  });

  it('leaves room for what the others have', () => {
    const full = { ...emptyDraft, shares: { plastic: 60, glass: 40 } };
    expect(stepped(full, 'plastic', 5).shares['plastic']).toBe(60);
    expect(stepped(full, 'metal', 5).shares['metal']).toBe(0);
  });
});

describe('a draft', () => {
  it('of which nothing is wrong can be saved as it opens', () => {
    expect(judge(emptyDraft, 'bin-a-food')).toEqual({
      fault: null, wrong: 0, body: { point: 'bin-a-food', method: 'estimated', total_kg: null, note: null, wrong: [] },
    });
  });

  it('that is estimated says shares, and kilos of the whole where they are known', () => {
    const draft = { ...emptyDraft, total: '8,5', shares: { plastic: 10, glass: 0, deposit: 5 }, note: ' Muggar ' };
    expect(judge(draft, 'bin-a-food').body).toEqual({
      point: 'bin-a-food', method: 'estimated', total_kg: 8.5, note: 'Muggar', wrong: [{ fraction: 'plastic', share: 0.1 }, { fraction: 'deposit', share: 0.05 }],
    });
  });

  it('that is weighed says kilos, and its share is theirs of the whole', () => {
    const judged = judge(weighed({ total: '8', kilos: { plastic: '1', glass: '', deposit: '0,6' } }), 'bin-a-food');
    expect(judged.wrong).toBeCloseTo(0.2, 9);
    expect(judged.body).toMatchObject({ method: 'weighed', total_kg: 8, wrong: [{ fraction: 'plastic', kg: 1 }, { fraction: 'deposit', kg: 0.6 }] });
  });

  it.each([
    ['no-total', weighed({ kilos: { plastic: '1' } })],
    ['total', weighed({ total: '0' })],
    ['total', { ...emptyDraft, total: 'tung' }],
    ['total', { ...emptyDraft, total: '1001' }],
    ['kilos', weighed({ total: '8', kilos: { plastic: 'lite' } })],
    ['too-much', weighed({ total: '2', kilos: { plastic: '1,5', glass: '0,6' } })],
  ])('says %s and is not saved', (fault, draft) => expect(judge(draft, 'bin-a-food')).toEqual({ fault, wrong: null, body: null }));
});

describe('stations', () => {
  const bin = (station: string, fraction: string, title: string) => ({ ...someBin(`bin-${station}-${fraction}`), fraction, title: { sv: title, en: title }, zone: 'south' });
  const stations = stationsOf([bin('south-1', 'paper-packaging', 'Pappersförpackningar söder 1'), somePoint('incomer'), bin('south-1', 'food', 'Matavfall söder 1'), bin('kitchen', 'food', 'Matavfall köket')], 'sv');

  it('are the bins that stand together, named by what their titles end on', () => {
    expect(stations.map((station) => [station.name, station.title, station.bins.length])).toEqual([['bin-south-1', 'Söder 1', 2], ['bin-kitchen', 'Köket', 1]]);
  });

  it('are found by a bin', () => {
    expect(stationOf(stations, 'bin-south-1-food')?.title).toBe('Söder 1');
    expect(stationOf(stations, 'bin-gone')).toBeUndefined();
  });
});

describe('a photo', () => {
  it.each([[4000, 3000, 1600, 1200], [3000, 4000, 1200, 1600], [800, 600, 800, 600], [10_000, 2, 1600, 1]])('of %i × %i is drawn %i × %i', (width, height, w, h) => {
    expect(within(width, height, 1600)).toEqual([w, h]);
  });
});

describe('what checks come to', () => {
  it.each([[0.123, '12'], [0.05, '5'], [0.054, '5,4'], [0, '0'], [-0.12, '−12'], [0.0996, '10']])('%d is said as %s per cent', (share, said) => expect(percent(share, 'sv')).toBe(said));

  it('has its interval, or says why not', () => {
    expect(intervalOf(ratio(), sv)).toBe('troligen 10–30 %');
    expect(intervalOf(ratio({ low: null, high: null, units: 1, n: 1 }), sv)).toBe('en ensam kontroll eller dag har inget intervall');
    expect(intervalOf(ratio({ low: null, high: null }), sv)).toBe('alla lika, därför inget intervall');
    expect(countOf(ratio({ n: 1 }), sv)).toBe('1 kontroll');
  });

  const comparison = (change: Partial<Comparison>): Comparison => ({
    verdict: 'better', before: ratio({ share: 0.3 }), after: ratio({ share: 0.18 }), difference: -0.12, low: -0.18, high: -0.06, ...change,
  });

  it('is a verdict in plain words', () => {
    expect(verdictOf({ own: comparison({}), least }, sv)).toBe('Mindre fel än före: −12 procentenheter (troligen −18 till −6).');
    expect(verdictOf({ own: comparison({ verdict: 'worse', difference: 0.12, low: 0.06, high: 0.18 }), least }, sv)).toBe('Mer fel än före: +12 procentenheter (troligen +6 till +18).');
    expect(differenceOf(comparison({ low: null, high: null }), sv)).toBe('−12 procentenheter');
  });

  it('says plainly when there are too few, and how many are needed', () => {
    const said = verdictOf({ own: comparison({ verdict: 'too-few', before: ratio({ n: 2, units: 1 }), after: null }), least }, sv);
    expect(said).toContain('minst 5 kontroller på minst 3 dagar');
    expect(said).toContain('Före: 2 kontroller, dagar: 1. Efter: inga kontroller.');
  });
});

describe('a long word', () => {
  it('may be broken before its last part, and a short one may not', () => {
    expect(soft('Pappersförpackningar')).toBe('Pappers\u00adförpackningar');
    expect(soft('Förpackningar')).toBe('Förpackningar');
    expect(soft('Pant')).toBe('Pant');
  });
});

describe('dates', () => {
  it('are the venue’s: a day begins at its midnight, in summer and in winter', () => {
    expect(momentOf('2026-11-22', 'Europe/Stockholm')).toBe('2026-11-21T23:00:00.000Z');
    expect(momentOf('2026-07-01', 'Europe/Stockholm')).toBe('2026-06-30T22:00:00.000Z');
    expect(dateOf(Date.parse('2026-11-21T23:30:00Z'), 'Europe/Stockholm')).toBe('2026-11-22');
  });
});
