/** Something that was tapped and is on its way to ingest. */
export interface Entry {
  /** Its place in the queue; grows, and is never used again. */
  readonly n: number;
  /** The sender's own id, 32 hex digits: said twice it counts once. */
  readonly action: string;
  readonly method: 'POST' | 'PUT';
  readonly path: string;
  /** What a POST says, with `action` and `at` in it; null for a file. */
  readonly body: Readonly<Record<string, unknown>> | null;
  /** Media type. */
  readonly type: string;
  /** Size of the file that goes with it, bytes. */
  readonly size: number;
  /** What the person did, in the words of the page. */
  readonly label: string;
  /** When it was tapped: ingest's clock as the phone knows it, milliseconds. */
  readonly at: number;
  /** Who was signed in then; null where nobody was. Nothing is sent in another's name. */
  readonly by: string | null;
  /** Ingest will not have it. Kept until the person has seen why. */
  readonly refused: Refusal | null;
}

export interface Refusal {
  readonly status: number;
  readonly reason: string;
}

/** An entry that has no place yet. */
export type Draft = Omit<Entry, 'n' | 'refused' | 'size'>;

/** 128 random bits as hex. Not randomUUID: a page without https lacks it. */
export const newAction = (): string =>
  Array.from(crypto.getRandomValues(new Uint8Array(16)), (byte) => byte.toString(16).padStart(2, '0')).join('');
