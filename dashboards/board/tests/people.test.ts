import { afterEach, describe, expect, it, vi } from 'vitest';
import { linkIn } from '../src/people/link';

describe('a one-time link', () => {
  it.each([
    ['https://arena.example/#page=sign-in&link=abc', 'abc'],
    ['#page=sign-in&link=a-b_c', 'a-b_c'],
    ['https://arena.example:8443/?x=1#page=sign-in&link=abc', 'abc'],
  ])('is found in %s', (address, link) => expect(linkIn(address)).toBe(link));

  it.each(['', '#', '#page=sign-in', '#page=round&link=abc', 'https://arena.example/', 'abc'])('is not seen in "%s"', (address) => {
    expect(linkIn(address)).toBeNull();
  });
});

describe('a link in the address', () => {
  afterEach(() => vi.unstubAllGlobals());

  it('is taken out of it at once, at the start and when it is opened in a page that is there', async () => {
    const place = { hash: '#page=sign-in&link=secret' };
    const shown: string[] = [];
    let changed = (): void => undefined;
    vi.stubGlobal('location', place);
    vi.stubGlobal('history', { state: null, replaceState: (_: unknown, __: string, address: string) => void shown.push(place.hash = address) });
    vi.stubGlobal('addEventListener', (_: string, listener: () => void) => void (changed = listener));
    vi.resetModules();
    const { startLink } = await import('../src/people/link');

    startLink();
    expect(shown).toEqual(['#page=sign-in']);

    place.hash = '#page=sign-in&link=another';
    changed();
    expect(shown).toEqual(['#page=sign-in', '#page=sign-in']);
    place.hash = '#page=round';
    changed();
    expect(place.hash).toBe('#page=round');
  });
});
