import { useEffect } from 'preact/hooks';
import { PendingStrip } from '../actions/pending-strip';
import { useWords } from '../i18n/language';
import { FreshStrip } from '../offline/fresh-strip';
import { usePage } from '../state/page';
import { useBoard } from '../state/stores';
import { Header } from './header';
import { Menu } from './menu';
import { findPage } from './pages';
import { Room } from './room';

/** The frame: whose ground it is, the page that is open, and the way to the others. */
export function Board() {
  const site = useBoard((state) => state.site);
  const page = findPage(usePage());
  const live = useBoard((state) => state.link.phase);
  // Greys all values while they aren't live, on pages without a header too.
  useEffect(() => {
    document.documentElement.dataset['live'] = live;
  }, [live]);
  return (
    <>
      {!page.bare && <Header />}
      {!page.bare && <Menu open={page} />}
      {!page.bare && <PendingStrip />}
      {!page.bare && <FreshStrip />}
      <main id="main" class={`page-${page.name}`} tabIndex={-1}>
        {site ? <Room key={page.name} page={page} site={site} /> : <Waiting />}
      </main>
    </>
  );
}

function Waiting() {
  const { t } = useWords();
  const link = useBoard((state) => state.link);
  return (
    <div class="waiting-room" role="status">
      <p>{link.reason ? t('page.unreachable') : t('page.loading')}</p>
      {link.reason && <p class="note">{link.reason}</p>}
    </div>
  );
}
