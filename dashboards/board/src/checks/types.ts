/** Shapes of the sorting checks in ingest's API. */

/** 0 to 1, with the 95 % interval; null where it can't be told. */
export interface Ratio {
  readonly share: number;
  readonly low: number | null;
  readonly high: number | null;
  /** Checks. */
  readonly n: number;
  /** Of them with kilos. */
  readonly weighed: number;
  /** What the interval is made of: checks; in trials days. */
  readonly units: number;
}

export interface Check {
  readonly action: string;
  readonly at: string;
  readonly point: string;
  readonly zone: string;
  readonly fraction: string;
  readonly method: 'weighed' | 'estimated';
  readonly total_kg: number | null;
  readonly contamination: number;
  readonly contamination_kg: number | null;
  readonly wrong: readonly { readonly fraction: string; readonly share: number; readonly kg: number | null }[];
  readonly note: string | null;
  /** Null for those who aren't signed in. */
  readonly by: string | null;
  readonly photo: boolean;
  readonly undone: boolean;
}

export type Grouping = 'zone' | 'point' | 'fraction';

export interface ContaminationRow {
  readonly key: string;
  readonly contamination: Ratio;
  /** By the fraction it belongs to, largest first. */
  readonly wrong: readonly { readonly fraction: string; readonly contamination: Ratio }[];
  readonly total_kg: number;
  readonly contamination_kg: number;
}

export interface Contamination {
  readonly by: Grouping;
  readonly all: ContaminationRow | null;
  readonly rows: readonly ContaminationRow[];
}

export type Change = 'signs' | 'layout' | 'other';

export interface Trial {
  readonly trial: string;
  readonly name: string;
  readonly what: Change;
  readonly points: readonly string[];
  readonly zones: readonly string[];
  readonly before: string;
  readonly from: string;
  readonly to: string | null;
  readonly withdrawn: boolean;
}

export interface Comparison {
  readonly verdict: 'too-few' | 'unclear' | 'better' | 'worse';
  readonly before: Ratio | null;
  readonly after: Ratio | null;
  readonly difference: number | null;
  readonly low: number | null;
  readonly high: number | null;
}

export interface TrialResult {
  readonly trial: Trial;
  readonly own: Comparison;
  readonly fractions: readonly { readonly fraction: string; readonly comparison: Comparison }[];
  readonly elsewhere: Comparison;
  readonly least: { readonly checks: number; readonly days: number };
}
