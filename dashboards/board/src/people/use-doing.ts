import { useState } from 'preact/hooks';
import { ApiProblem } from '../api/client';
import { useWords } from '../i18n/language';
import type { PlainKey } from '../i18n/text';

export interface Doing {
  readonly busy: boolean;
  /** Why the last one failed; null when it didn't. */
  readonly fault: string | null;
  /** Does one thing at a time; true when it was done. */
  readonly run: (what: () => Promise<unknown>) => Promise<boolean>;
}

/**
 * Something a person asked for: under way, done, or refused with the reason. `words` says in the person's language what a status means here;
 * all else is told as ingest words it.
 */
export function useDoing(words: Readonly<Record<number, PlainKey>> = {}): Doing {
  const { t } = useWords();
  const [busy, setBusy] = useState(false);
  const [fault, setFault] = useState<string | null>(null);
  const run = async (what: () => Promise<unknown>): Promise<boolean> => {
    setBusy(true);
    setFault(null);
    try {
      await what();
      return true;
    } catch (error) {
      const known = error instanceof ApiProblem ? words[error.status] : undefined;
      setFault(known ? t(known) : error instanceof Error ? error.message : String(error));
      return false;
    } finally {
      setBusy(false);
    }
  };
  return { busy, fault, run };
}
