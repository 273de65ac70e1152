/** What is being entered of a check, as it stands in the form. */
export interface Draft {
  readonly method: 'estimated' | 'weighed';
  /** All that is in the bin, kg, as typed. */
  readonly total: string;
  /** Per cent by fraction, in steps of five. */
  readonly shares: Readonly<Record<string, number>>;
  /** Kilos by fraction, as typed. */
  readonly kilos: Readonly<Record<string, string>>;
  readonly note: string;
}

export const Step = 5;
/** Ingest takes no heavier bin, kg. */
const Heaviest = 1_000;

export const emptyDraft: Draft = { method: 'estimated', total: '', shares: {}, kilos: {}, note: '' };

/** Where something wrong can belong, in the order of the list. */
export const fractions = [
  'residual', 'food', 'plastic', 'paper-packaging', 'deposit', 'metal', 'glass', 'paper', 'hazardous', 'electronics', 'other',
] as const;

/** Kilos as people type them, with comma or point; null where nothing is typed, NaN where it is no number. */
export function parseKg(text: string): number | null {
  const typed = text.trim();
  if (typed === '') return null;
  return /^\d{1,4}([.,]\d{0,3})?$/.test(typed) ? Number(typed.replace(',', '.')) : Number.NaN;
}

/** A fraction's share one step up or down: never below nothing, and all together never above the whole. */
export function stepped(draft: Draft, fraction: string, by: number): Draft {
  const now = draft.shares[fraction] ?? 0;
  const others = Object.entries(draft.shares).reduce((sum, [name, share]) => (name === fraction ? sum : sum + share), 0);
  return { ...draft, shares: { ...draft.shares, [fraction]: Math.max(0, Math.min(100 - others, now + by)) } };
}

/** Why a draft can't be saved. */
export type Fault = 'no-total' | 'total' | 'kilos' | 'too-much';

export interface Judged {
  readonly fault: Fault | null;
  /** Share that belongs elsewhere, 0 to 1; null while it can't be told. */
  readonly wrong: number | null;
  /** What ingest is sent, without action and time; null with a fault. */
  readonly body: Readonly<Record<string, unknown>> | null;
}

export function judge(draft: Draft, point: string): Judged {
  const total = parseKg(draft.total);
  if (total !== null && !(total > 0 && total <= Heaviest)) return { fault: 'total', wrong: null, body: null };
  const common = { point, method: draft.method, total_kg: total, note: draft.note.trim() || null };
  if (draft.method === 'estimated') {
    const wrong = Object.entries(draft.shares).filter(([, share]) => share > 0).map(([fraction, share]) => ({ fraction, share: share / 100 }));
    return { fault: null, wrong: wrong.reduce((sum, part) => sum + part.share, 0), body: { ...common, wrong } };
  }
  const kilos = Object.entries(draft.kilos).map(([fraction, text]) => ({ fraction, kg: parseKg(text) }));
  if (kilos.some(({ kg }) => Number.isNaN(kg))) return { fault: 'kilos', wrong: null, body: null };
  if (total === null) return { fault: 'no-total', wrong: null, body: null };
  const wrong = kilos.flatMap(({ fraction, kg }) => (kg ? [{ fraction, kg }] : []));
  const sum = wrong.reduce((all, part) => all + part.kg, 0);
  if (sum > total + 1e-9) return { fault: 'too-much', wrong: null, body: null };
  return { fault: null, wrong: sum / total, body: { ...common, wrong } };
}
