import { readFileSync } from 'node:fs';
import type { Mapping } from '../grafana/field.ts';
import { repository } from '../site/repository.ts';

const flags = [...readFileSync(repository('edge/Arena.Wire/Quality.cs'), 'utf8').matchAll(/^ {4}(\w+) = ([1-9]\d*),$/gm)].map(([, name, bit]) => ({
  bit: Number(bit),
  text: name!.replace(/(?<=[a-z])(?=[A-Z])/g, ' ').toLowerCase(),
}));

if (flags.length === 0) throw new Error('edge/Arena.Wire/Quality.cs is no longer written as this module reads it.');

/** What is known against a sample, as its bit mask says it: one flag, or two together. */
export const qualityFlags = flags;

/** Every mask of one or two flags in words. Three at once are rarer than one sample in a year, and show as their number. */
export const qualityTexts: Mapping = {
  type: 'value',
  options: Object.fromEntries(
    flags.flatMap((one, index) => [
      [one.bit, { text: one.text, color: 'orange', index }] as const,
      ...flags.slice(index + 1).map((other) => [one.bit | other.bit, { text: `${one.text}, ${other.text}`, color: 'red', index: 100 + (one.bit | other.bit) }] as const),
    ]),
  ),
};
