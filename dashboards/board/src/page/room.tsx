import type { ComponentType } from 'preact';
import { useEffect, useState } from 'preact/hooks';
import type { Site } from '../api/types';
import { useWords } from '../i18n/language';
import type { Page, PageProps } from './pages';

interface Props {
  readonly page: Page;
  readonly site: Site;
}

/** What a page has become, by its name: one that was open once is there at once. */
const fetched = new Map<string, ComponentType<PageProps>>();

/** Begins to fetch a page that will be shown soon; a failure is told when it is shown. */
export async function fetchPage(page: Page): Promise<void> {
  fetched.set(page.name, (await page.load()).default);
}

/** Fetches a page and shows it; says so when it can't be had, and tries again when asked or when the network is back. */
export function Room({ page, site }: Props) {
  const { t } = useWords();
  const [, show] = useState(0);
  const [fault, setFault] = useState<string | null>(null);
  const [round, again] = useState(0);
  const Content = fetched.get(page.name);

  useEffect(() => {
    if (fetched.has(page.name)) {
      // It may have come between what was drawn and now.
      show((n) => n + 1);
      return;
    }

    let gone = false;
    setFault(null);
    fetchPage(page).then(
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
  }, [page, round]);

  useEffect(() => {
    document.title = `${t(page.title)} – Arena`;
  }, [page, t]);

  if (Content) return <Content site={site} />;
  return (
    <div class="waiting-room" role="status">
      <p>{fault === null ? t('page.loading') : t('menu.failed', { why: fault })}</p>
      {fault !== null && <button type="button" class="more" onClick={() => again((n) => n + 1)}>{t('menu.again')}</button>}
    </div>
  );
}
