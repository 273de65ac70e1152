import { Bins } from '../bins/bins';
import { Fleet } from '../fleet/fleet';
import { useWords } from '../i18n/language';
import { VenueMap } from '../map/venue-map';
import { Nodes } from '../nodes/nodes';
import { usePage } from '../state/page';
import { useBoard } from '../state/stores';
import { Summary } from '../summary/summary';
import { TrendPanel } from '../trend/trend-panel';
import { Header } from './header';

/** The page, in reading order: what matters now, where, what to empty, how it went, what is broken. Or how complete the data are. */
export function Board() {
  const site = useBoard((state) => state.site);
  const page = usePage();
  return (
    <>
      <Header />
      <main id="main" tabIndex={-1}>
        {site && page === 'fleet' ? (
          <Fleet site={site} />
        ) : site ? (
          <>
            <Summary />
            <VenueMap site={site} />
            <Bins />
            <TrendPanel />
            <Nodes />
          </>
        ) : (
          <Waiting />
        )}
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
