import type { Site } from '../api/types';
import { formatClock } from '../format/time';
import { useWords } from '../i18n/language';
import { LinkState } from '../page/link-state';
import type { PageProps } from '../page/pages';
import { useBoard, useNow } from '../state/stores';
import { useAwake } from './awake';
import { Foot } from './foot';
import { Latest } from './latest';
import { useNewerBoard } from './newer-board';
import { NextStops } from './next-stops';
import { PhaseBand } from './phase-band';
import { isNight, wander } from './rest';
import { StationMap } from './station-map';
import { Tally } from './tally';
import './screen.css';

/** The operations room in one look: where the match is, where to go, how the round goes. Nobody touches it, and it runs for months. */
export default function Screen({ site }: PageProps) {
  const { lang } = useWords();
  const now = useNow(60_000);
  const on = useBoard((state) => (state.match?.match ?? null) !== null);
  const hour = Number(formatClock(now, lang, site.time_zone).slice(0, 2));
  useNewerBoard();
  useAwake();
  return (
    <div class={`screen ${isNight(hour, on) ? 'is-night' : ''}`} data-testid="screen">
      <div class="screen-picture" style={{ translate: wander(now) }}>
        <header class="screen-head">
          <h1 class="sr-only"><Title site={site} /></h1>
          <PhaseBand site={site} />
          <div class="screen-now">
            <Clock zone={site.time_zone} />
            <LinkState />
          </div>
        </header>
        <div class="screen-body">
          <StationMap site={site} />
          <div class="screen-side">
            <Tally />
            <NextStops />
            <Latest site={site} />
          </div>
        </div>
        <Foot />
      </div>
    </div>
  );
}

function Title({ site }: { readonly site: Site }) {
  const { t, of } = useWords();
  return <>{t('menu.screen')}, {of(site.title)}</>;
}

function Clock({ zone }: { readonly zone: string }) {
  const { lang } = useWords();
  const now = useNow(1_000);
  return <time class="screen-clock" dateTime={new Date(now).toISOString()}>{formatClock(now, lang, zone)}</time>;
}
