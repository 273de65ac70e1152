import { useEffect, useState } from 'preact/hooks';
import { useWords } from '../i18n/language';
import { fetchPart, type Load, partOf } from './fetched';

interface Props<P> {
  readonly load: Load<P>;
  /** What the part is given. */
  readonly given: P;
}

/** Fetches a part and shows it; says so when it can't be had, and tries again when asked or when the network is back. */
export function Part<P extends object>({ load, given }: Props<P>) {
  const { t } = useWords();
  const [, show] = useState(0);
  const [fault, setFault] = useState<string | null>(null);
  const [round, again] = useState(0);
  const Content = partOf(load);

  useEffect(() => {
    if (partOf(load)) {
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
