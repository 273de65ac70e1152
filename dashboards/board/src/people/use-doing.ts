import { useState } from 'preact/hooks';

export interface Doing {
  readonly busy: boolean;
  /** Why the last one failed, in ingest's words; null when it didn't. */
  readonly fault: string | null;
  /** Does one thing at a time; true when it was done. */
  readonly run: (what: () => Promise<unknown>) => Promise<boolean>;
}

/** Something a person asked for: under way, done, or refused with the reason. */
export function useDoing(): Doing {
  const [busy, setBusy] = useState(false);
  const [fault, setFault] = useState<string | null>(null);
  const run = async (what: () => Promise<unknown>): Promise<boolean> => {
    setBusy(true);
    setFault(null);
    try {
      await what();
      return true;
    } catch (error) {
      setFault(error instanceof Error ? error.message : String(error));
      return false;
    } finally {
      setBusy(false);
    }
  };
  return { busy, fault, run };
}
