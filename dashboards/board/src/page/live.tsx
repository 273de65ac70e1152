import { Bins } from '../bins/bins';
import { VenueMap } from '../map/venue-map';
import { Nodes } from '../nodes/nodes';
import { Summary } from '../summary/summary';
import { TrendPanel } from '../trend/trend-panel';
import type { PageProps } from './pages';

/** The page one opens first, in reading order: what matters now, where, what to empty, how it went, what is broken. */
export default function Live({ site }: PageProps) {
  return (
    <>
      <Summary />
      <VenueMap site={site} />
      <Bins />
      <TrendPanel />
      <Nodes />
    </>
  );
}
