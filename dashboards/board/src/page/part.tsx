import type { ComponentType } from 'preact';
import { useEffect, useState } from 'preact/hooks';
import { useWords } from '../i18n/language';

/** How a part of the board is fetched; the same function each time, for it is what the part is known by. */
export type Load<P> = () => Promise<{ readonly default: ComponentType<P> }>;

interface Props<P> {
  readonly load: Load<P>;
  /** What the part is given. */
  readonly given: P;
}

/** What was fetched: a part that was open once is there at once. */
const fetched = new Map<Load<never>, ComponentType<never>>();

/** Begins to fetch a part that will be shown soon; a failure is told when it is shown. */
export async function fetchPart<P>(load: Load<P>): Promise<void> {
  fetched.set(load as Load<never>, (await load()).default as ComponentType<never>);
}

/** Fetches a part and shows it; says so when it can't be had, and tries again when asked or when the network is back. */
export function Part<P extends object>({ load, given }: Props<P>) {
  const { t } = useWords();
  const [, show] = useState(0);
  const [fault, setFault] = useState<string | null>(null);
  const [round, again] = useState(0);
  const Content = fetched.get(load as Load<never>) as ComponentType<P> | undefined;

  useEffect(() => {
    if (fetched.has(load as Load<never>)) {
      // It may have come between what was drawn and now.
      show((n) => n + 1);
      return;
    }

    let gone = false;
    setFault(null);
    fetchPart(load).then(
      () => {
        if (!gone) show((n) => n + 1);
      },
      (error: unknown) => {
        if (!gone) setFault(error instanceof Error ? error.message : String(error));
      },
    );
    const retry = (): void => again((n) => n + 1);
    addEventListener('online', retry);
    return () => {
      gone = true;
      removeEventListener('online', retry);
    };
  }, [load, round]);

  if (Content) return <Content {...given} />;
  return (
    <div class="waiting-room" role="status">
      <p>{fault === null ? t('page.loading') : t('menu.failed', { why: fault })}</p>
      {fault !== null && <button type="button" class="more" onClick={() => again((n) => n + 1)}>{t('menu.again')}</button>}
    </div>
  );
}
