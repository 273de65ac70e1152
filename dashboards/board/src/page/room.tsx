import { useEffect } from 'preact/hooks';
import type { Site } from '../api/types';
import { useWords } from '../i18n/language';
import type { Page } from './pages';
import { Part } from './part';

interface Props {
  readonly page: Page;
  readonly site: Site;
}

/** The page that is open. */
export function Room({ page, site }: Props) {
  const { t } = useWords();
  useEffect(() => {
    document.title = `${t(page.title)} – Arena`;
  }, [page, t]);
  return <Part load={page.load} given={{ site }} />;
}
