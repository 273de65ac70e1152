import { memo } from 'preact/compat';
import type { Point } from '../api/types';
import { isDoubtful } from '../format/quality';
import { useWords } from '../i18n/language';
import { textOr } from '../i18n/text';
import { reveal } from '../page/reveal';
import { binAddress } from '../round/bin-address';
import { isStale } from '../state/freshness';
import { select } from '../state/selection';
import { useBoard, useNow, useReading } from '../state/stores';
import { Age } from '../value/age';
import { LiveValue } from '../value/live-value';
import { LevelGlyph } from './level-glyph';
import { levelOf } from './level';
import { placeOf } from './place';

interface Props {
  readonly bin: Point;
  /** Past what a phone shows at first. */
  readonly beyond: boolean;
}

/** One bin: how full, what is in it, where it stands, its weight and how old the value is. */
export const BinRow = memo(function BinRow({ bin, beyond }: Props) {
  const words = useWords();
  const { lang, t, of } = words;
  const held = useReading(bin.point, 'filling_level');
  const weighed = useReading(bin.point, 'cargo_weight') !== undefined;
  const zone = useBoard((state) => state.site?.zones.find((z) => z.zone === bin.zone)?.title);
  const now = useNow(5_000);
  const level = levelOf(held?.v);
  const stale = held !== undefined && isStale(bin, 'filling_level', held, now);
  const filling = bin.quantities.find((q) => q.quantity === 'filling_level');
  const weight = bin.quantities.find((q) => q.quantity === 'cargo_weight');
  const fraction = bin.fraction ? textOr(lang, 'fraction', bin.fraction) : of(bin.title);
  const show = (): void => {
    select({ point: bin.point, quantity: 'filling_level' });
    reveal('trend');
  };
  const classes = `row bin level-${level} ${stale ? 'is-stale' : ''} ${beyond ? 'is-beyond' : ''}`;
  return (
    <li class={classes}>
      <button type="button" class="row-hit" onClick={show}>
        <LevelGlyph level={level} fraction={held?.v ?? 0} />
        <span class="row-name">
          <b>{fraction}</b>
          <span class="note"><span class="place">{placeOf(of(bin.title), fraction, zone && of(zone))}</span>{zone && ` · ${of(zone)}`}</span>
        </span>
        <span class="row-figures">
          {filling && <LiveValue point={bin} quantity={filling} />}
          <span class="note">
            {weight && weighed && <LiveValue point={bin} quantity={weight} />}
            {held && <span class={stale ? 'old' : ''}><Age at={held.at} short /></span>}
            {held && isDoubtful(held.quality) && <strong class="warn">{t('quality.fault')}</strong>}
          </span>
        </span>
        {(level === 'full' || level === 'high') && <span class="sr-only">{t(`bins.state.${level}`)}</span>}
      </button>
      <a class="row-open" href={binAddress(bin.point)} aria-label={t('bin.open.what', { name: of(bin.title) })} title={t('bin.open')}>
        <svg class="icon" viewBox="0 0 24 24" aria-hidden="true"><path d="M9 5l7 7-7 7" /></svg>
      </a>
    </li>
  );
});
