import { useState } from 'preact/hooks';
import { saidSomething } from './use-matches';

export interface SayingState {
  readonly busy: boolean;
  /** Why ingest didn't take it, as it says itself; null when it did. */
  readonly fault: string | null;
  /** Says something; true when ingest has taken it. */
  readonly say: <T>(ask: () => Promise<T>, then?: (answer: T) => void) => Promise<boolean>;
}

/** Something that is said to ingest from a form: busy until it has answered, and its reason when it refuses. */
export function useSaying(): SayingState {
  const [state, set] = useState<{ busy: boolean; fault: string | null }>({ busy: false, fault: null });
  const say = async <T>(ask: () => Promise<T>, then?: (answer: T) => void): Promise<boolean> => {
    set({ busy: true, fault: null });
    try {
      const answer = await ask();
      set({ busy: false, fault: null });
      saidSomething();
      then?.(answer);
      return true;
    } catch (error) {
      set({ busy: false, fault: error instanceof Error ? error.message : String(error) });
      return false;
    }
  };
  return { ...state, say };
}
