import { venue, type Point } from './manifest.ts';

/** Bins that stand together: a sorting station has one of each fraction. */
export interface Station {
  readonly title: string;
  readonly bins: readonly string[];
}

/** Stations in the manifest's order; a bin is named `bin-{station}-{fraction}`, titled `{fraction} {station}`. */
export const stations: readonly Station[] = [...grouped().values()].map((bins) => ({ title: placeOf(bins.map((bin) => bin.title.sv)), bins: bins.map((bin) => bin.name) }));

function grouped(): Map<string, Point[]> {
  const found = new Map<string, Point[]>();
  for (const bin of venue.points.filter((point) => point.group === 'bin')) {
    const station = bin.fraction ? bin.name.replace(new RegExp(`-${bin.fraction}$`), '') : bin.name;
    found.set(station, [...(found.get(station) ?? []), bin]);
  }
  return found;
}

/** What the titles of a station's bins end on together: `Restavfall söder 1`, `Pant söder 1` → `Söder 1`. */
function placeOf(titles: readonly string[]): string {
  const words = titles.map((title) => title.split(' '));
  const place: string[] = [];
  for (let back = 1; words.every((of) => of.length > back && of.at(-back) === words[0]!.at(-back)); back++) place.unshift(words[0]!.at(-back)!);
  const text = place.join(' ') || titles.join(', ');
  return text.charAt(0).toLocaleUpperCase('sv') + text.slice(1);
}
