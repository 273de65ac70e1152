import type { Point } from '../api/types';
import type { Language } from '../i18n/text';

/** Bins that stand together, one for each fraction. */
export interface Station {
  /** What the names of its bins have in common: `bin-south-1`. */
  readonly name: string;
  readonly title: string;
  readonly zone: string;
  readonly bins: readonly Point[];
}

/** Stations in the manifest's order; a bin is named `bin-{station}-{fraction}`. */
export function stationsOf(points: readonly Point[], lang: Language): readonly Station[] {
  const found = new Map<string, Point[]>();
  for (const bin of points) {
    if (bin.group !== 'bin' || bin.fraction === null) continue;
    const name = bin.point.endsWith(`-${bin.fraction}`) ? bin.point.slice(0, -bin.fraction.length - 1) : bin.point;
    found.set(name, [...(found.get(name) ?? []), bin]);
  }
  return [...found].map(([name, bins]) => ({ name, title: placeOf(bins.map((bin) => bin.title[lang])), zone: bins[0]!.zone, bins }));
}

/** What the titles of a station's bins end on together: "Restavfall söder 1", "Pant söder 1" → "Söder 1". */
function placeOf(titles: readonly string[]): string {
  const words = titles.map((title) => title.split(' '));
  const place: string[] = [];
  for (let back = 1; words.every((of) => of.length > back && of.at(-back) === words[0]!.at(-back)); back++) place.unshift(words[0]!.at(-back)!);
  const text = place.join(' ') || titles.join(', ');
  return text.charAt(0).toLocaleUpperCase('sv') + text.slice(1);
}

export const stationOf = (stations: readonly Station[], point: string): Station | undefined =>
  stations.find((station) => station.bins.some((bin) => bin.point === point));
