import type { Summary as Figures } from '../api/types';
import { formatNumber, formatValue, joined } from '../format/value';
import { useWords } from '../i18n/language';
import { useBoard } from '../state/stores';
import { Tile } from './tile';

/** The scoreboard: what the venue draws, makes and uses right now and today. */
export function Summary() {
  const { t, lang } = useWords();
  const s = useBoard((state) => state.summary);
  const shown = (pick: (s: Figures) => number | null, unit: string) => {
    const v = s && pick(s);
    return v === null ? null : formatValue(v, unit, lang);
  };
  const today = (pick: (s: Figures) => number | null): string | null => {
    const figure = shown(pick, 'Wh');
    return figure && t('summary.today', { value: joined(figure) });
  };
  return (
    <section class="scoreboard" aria-label={t('summary.label')}>
      <Tile kind="power" testid="power-now" label={t('summary.power')} figure={shown((x) => x.active_power_w, 'W')} />
      <Tile kind="energy" testid="energy-today" label={t('summary.energy')} figure={shown((x) => x.energy_today_wh, 'Wh')} />
      <Tile
        kind="solar" testid="solar-now" label={t('summary.solar')} figure={shown((x) => x.solar_power_w, 'W')}
        under={today((x) => x.solar_today_wh)}
      />
      <Tile
        kind="heat" testid="heat-now" label={t('summary.heat')} figure={shown((x) => x.heat_power_w, 'W')}
        under={today((x) => x.heat_today_wh)}
      />
      <Tile kind="water" testid="water-today" label={t('summary.water')} figure={shown((x) => x.water_today_l, 'l')} />
      <Tile
        kind={s && s.bins.over_95 > 0 ? 'bins-full' : 'bins'} testid="bins-over" label={t('summary.bins')}
        figure={s && { number: formatNumber(s.bins.over_80, 0, lang), sign: t('summary.bins.of', { n: s.bins.total }) }}
        under={s && s.bins.over_95 > 0 ? t('summary.bins.full', { n: s.bins.over_95 }) : null}
      />
    </section>
  );
}
