import type { RoundStop } from '../api/types';
import { useWords } from '../i18n/language';
import { useBoard } from '../state/stores';
import { BinBar } from './bin-bar';
import { BinName } from './bin-name';
import { percentOf } from './urgency';

/** What one look can take in. */
const Shown = 5;

/** Which bins come next, in walking order, and before which whistle. */
export function NextStops() {
  const { t } = useWords();
  const round = useBoard((state) => state.round);
  const stops = round?.stops ?? [];
  const more = stops.length - Shown;
  return (
    <section class="stops" aria-labelledby="stops-title">
      <h2 id="stops-title">{t('screen.stops')}</h2>
      {round && stops.length === 0 && <p class="stops-none">{t('screen.stops.none')}</p>}
      <ol data-testid="screen-stops">
        {stops.slice(0, Shown).map((stop) => <Stop key={stop.point} stop={stop} />)}
      </ol>
      {more > 0 && <p class="stops-more">{t('screen.stops.more', { n: more })}</p>}
    </section>
  );
}

function Stop({ stop }: { readonly stop: RoundStop }) {
  const { t } = useWords();
  const bin = useBoard((state) => state.bins.get(stop.point));
  const percent = percentOf(bin?.level ?? null);
  // What someone saw goes before what the range finder says.
  const level = bin?.state === 'overflowing' ? t('screen.overfull') : percent === null ? '–' : `${t('screen.percent', { n: percent })}${bin?.doubt ? ' ?' : ''}`;
  return (
    <li data-stop={stop.point}>
      <span aria-hidden="true"><BinBar bin={bin} /></span>
      <BinName point={stop.point} />
      <span class="stop-when">
        <b class="value">{level}</b>
        <span class={stop.before ? '' : 'is-now'}>{stop.before ? whistle(stop.before.phase) : t('screen.before.now')}</span>
      </span>
    </li>
  );

  function whistle(phase: string): string {
    switch (phase) {
      case 'first-half': case 'half-time': case 'second-half': case 'egress': case 'clean-up': case 'over': return t(`screen.before.${phase}`);
      default: return phase;
    }
  }
}
