import { useEffect, useRef } from 'preact/hooks';
import { useWords } from '../i18n/language';
import { addressOf } from '../state/page-address';
import { useRights } from '../state/rights';
import { type Page, pages } from './pages';

/** The way to every page: a row below the header; on a phone a bar at the thumb, with the rest behind "more". */
export function Menu({ open }: { readonly open: Page }) {
  const { t } = useWords();
  const rights = useRights();
  const more = useRef<HTMLDetailsElement>(null);
  const shown = pages.filter((page) => page.menu !== 'none' && (page.right === undefined || rights.has(page.right)));
  const rest = shown.filter((page) => page.menu === 'more');

  useEffect(() => {
    if (more.current) more.current.open = false;
  }, [open]);

  return (
    <nav class="menu" aria-label={t('menu.label')} data-testid="menu">
      <ul class="menu-pages">
        {shown.map((page) => (
          <li key={page.name} class={`menu-${page.menu}`}>
            <MenuLink page={page} open={open} />
          </li>
        ))}
        {rest.length > 0 && (
          <li class="menu-rest">
            <details ref={more}>
              <summary class={`menu-link ${rest.includes(open) ? 'is-open' : ''}`} data-testid="menu-more">
                <Icon path="M5 12h.01M12 12h.01M19 12h.01" />
                <span>{t('menu.more')}</span>
              </summary>
              <ul class="menu-sheet">
                {rest.map((page) => (
                  <li key={page.name}>
                    <MenuLink page={page} open={open} />
                  </li>
                ))}
              </ul>
            </details>
          </li>
        )}
      </ul>
    </nav>
  );
}

function MenuLink({ page, open }: { readonly page: Page; readonly open: Page }) {
  const { t } = useWords();
  return (
    <a
      class={`menu-link ${page === open ? 'is-open' : ''}`} href={addressOf(page.name)} data-page={page.name}
      aria-current={page === open ? 'page' : undefined}
    >
      <Icon path={page.icon} />
      <span>{t(page.title)}</span>
    </a>
  );
}

const Icon = ({ path }: { readonly path: string }) => (
  <svg class="menu-icon" viewBox="0 0 24 24" aria-hidden="true">
    <path d={path} />
  </svg>
);
