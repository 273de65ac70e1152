import { backoff } from '../api/backoff';
import type { Entry } from './entry';
import type { Outcome } from './outcome';
import type { QueueStore } from './queue-store';

/** How the queue goes; what waits and what was refused is in the queue itself. */
export type Progress =
  | { readonly phase: 'idle' }
  | { readonly phase: 'sending' }
  /** The network or ingest is away; the next try by itself at `retryAt`, browser's clock. */
  | { readonly phase: 'waiting'; readonly retryAt: number; readonly reason: string }
  /** `by`: whose actions wait; null where nobody was signed in. */
  | { readonly phase: 'sign-in'; readonly by: string | null; readonly reason: string };

export interface SenderParts {
  readonly store: QueueStore;
  readonly send: (entry: Entry, file: ArrayBuffer | null) => Promise<Outcome>;
  /** Runs work while no other tab does. */
  readonly alone: <T>(work: () => Promise<T>) => Promise<T>;
  /** Until rung or so long, milliseconds; null: until rung. */
  readonly wait: (milliseconds: number | null) => Promise<void>;
  /** Whether the entry may go now: false while someone else is signed in. */
  readonly mine: (entry: Entry) => boolean;
  /** Said: called before the entry leaves the queue, so that a page never shows neither. */
  readonly said: (entry: Entry, answer: unknown) => void;
  /** Called when one has left or was refused. */
  readonly left: () => void;
  /** How it goes, or what the queue holds, has changed. */
  readonly told: (progress: Progress) => Promise<void>;
  readonly now: () => number;
  readonly random: () => number;
}

/** A sign-in in another tab rings no bell here: looked at again so often, milliseconds. */
const SignInLook = 60_000;

type Step = Outcome | { readonly kind: 'empty' } | { readonly kind: 'not-mine'; readonly by: string | null };

/**
 * Sends the queue, for as long as the page lives.
 *
 *     oldest that is not refused ─► send ─► said ────► out of the queue ─► the next
 *                                     ├───► refused ─► kept, with why ───► the next
 *                                     └───► later, sign-in: the same again, and nothing overtakes it
 *
 * An entry leaves only after ingest's word. A page that dies between word and leaving sends it again, and ingest knows its `action`.
 */
export async function runSender(parts: SenderParts, stopped: AbortSignal): Promise<void> {
  const { told, wait, now, random } = parts;
  let failures = 0;
  while (!stopped.aborted) {
    const step = await attempt(parts, stopped);
    failures = step.kind === 'later' ? failures + 1 : 0;
    switch (step.kind) {
      case 'said':
      case 'refused':
        parts.left();
        break;
      case 'empty':
        await told({ phase: 'idle' });
        await wait(null);
        break;
      case 'sign-in':
      case 'not-mine': {
        const reason = step.kind === 'sign-in' ? step.reason : '';
        await told({ phase: 'sign-in', by: step.kind === 'not-mine' ? step.by : null, reason });
        await wait(SignInLook);
        break;
      }
      case 'later':
        await pause(now() + step.after, Math.max(step.after, backoff(failures, random)), step.reason);
    }
  }

  // A new tap cuts a wait short, but never the pause that ingest asked for.
  async function pause(notBefore: number, milliseconds: number, reason: string): Promise<void> {
    const retryAt = now() + milliseconds;
    await told({ phase: 'waiting', retryAt, reason });
    do await wait(Math.max(0, retryAt - now()));
    while (!stopped.aborted && now() < notBefore);
  }
}

async function attempt({ store, send, alone, mine, said, told }: SenderParts, stopped: AbortSignal): Promise<Step> {
  try {
    return await alone(async () => {
      const entry = (await store.all()).find((each) => each.refused === null);
      if (!entry) return { kind: 'empty' };
      if (!mine(entry)) return { kind: 'not-mine', by: entry.by };
      await told({ phase: 'sending' });
      const outcome = await send(entry, await store.file(entry.n));
      if (stopped.aborted) return outcome;
      if (outcome.kind === 'said') {
        said(entry, outcome.answer);
        await store.remove(entry.n);
      } else if (outcome.kind === 'refused') {
        await store.refuse(entry.n, outcome.refused);
      }
      return outcome;
    });
  } catch (error) {
    // No network, a torn answer, a database the phone closed, a lock taken over: whatever it was, the entry is still there.
    return { kind: 'later', after: 0, reason: error instanceof Error ? error.message : String(error) };
  }
}
