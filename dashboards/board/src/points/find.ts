import type { Point } from '../api/types';

/** Lower case and without accents, so that "laktare" finds "läktare" on a keyboard that has no ä. */
const plain = (s: string): string => s.toLocaleLowerCase('sv').normalize('NFD').replace(/\p{M}/gu, '');

/** Points in whose words every word of the search occurs; `wordsOf` says what a point is called on the page. */
export function findPoints(points: readonly Point[], search: string, wordsOf: (point: Point) => string): Point[] {
  const wanted = plain(search).split(/\s+/).filter(Boolean);
  return points.filter((point) => {
    const words = plain(wordsOf(point));
    return wanted.every((word) => words.includes(word));
  });
}
