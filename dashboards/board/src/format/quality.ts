import type { TextKey } from '../i18n/text';

type QualityKey = Extract<TextKey, `quality.${string}`>;

/** Quality bits of the wire contract and what the page calls them, worst first. */
const bits: readonly (readonly [bit: number, key: QualityKey])[] = [
  [4, 'quality.fault'],
  [2, 'quality.implausible'],
  [16, 'quality.lost'],
  [8, 'quality.reset'],
  [64, 'quality.aligned'],
  [32, 'quality.thinned'],
  [1, 'quality.estimated'],
];

/** A value with one of these is not to be acted on. */
export const isDoubtful = (quality: number): boolean => (quality & 6) !== 0;

export const qualityWords = (quality: number): QualityKey[] => bits.filter(([bit]) => quality & bit).map(([, key]) => key);
