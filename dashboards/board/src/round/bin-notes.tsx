import type { BinState } from '../api/types';
import { formatNumber } from '../format/value';
import { useWords } from '../i18n/language';
import { useBoard, useNow } from '../state/stores';
import { Age } from '../value/age';
import type { Shown } from './deeds';
import { told, toldDeed } from './names';
import { useName } from './staff';

/** Minutes after which a level says nothing of now; ingest's own limit. */
const FreshMinutes = 15;

/** How old the level is, and why it is not believed. */
export function LevelNotes({ bin }: { readonly bin: BinState | undefined }) {
  const words = useWords();
  const { t } = words;
  const now = useNow(15_000);
  const at = bin?.level_at ? Date.parse(bin.level_at) : null;
  const likely = bin?.doubt?.likely_level;
  return (
    <>
      {bin?.doubt && (
        <p class="bin-doubt">
          <svg class="icon" viewBox="0 0 24 24" aria-hidden="true"><path d="M9 9a3 3 0 1 1 4.5 2.6c-1 .6-1.5 1.2-1.5 2.4m0 3.5v.5M12 2.5a9.5 9.5 0 1 0 0 19 9.5 9.5 0 0 0 0-19z" /></svg>
          <span>
            {told(words, `bin.doubt.${bin.doubt.reason}`, t('bin.doubt.other'))}{' '}
            {likely !== null && likely !== undefined && `${t('bin.doubt.likely', { n: Math.round(likely * 100) })} `}
            <b>{t('bin.doubt.look')}</b>
          </span>
        </p>
      )}
      {at !== null && now - at > FreshMinutes * 60_000 && <p class="bin-age old"><Age at={at} /></p>}
    </>
  );
}

/** What was done at the bin last: by whom, whether ingest has it, whether the bin's own sensors saw it. */
export function LastNote({ deed }: { readonly deed: Shown }) {
  const words = useWords();
  const { t, lang } = words;
  const zone = useBoard((state) => state.site?.time_zone ?? 'Europe/Stockholm');
  const now = useNow(60_000);
  const { last, waiting } = deed;
  const by = useName(last?.action ?? null, last?.by ?? null);
  if (!last) return null;
  const kg = last.confirmed?.kg;
  return (
    <p class={`bin-last ${waiting ? 'is-waiting' : ''}`} data-last={last.what} data-waiting={waiting}>
      <span>{toldDeed({ ...last, by, ...(last.confirmed && { kg: last.confirmed.kg }) }, waiting, now, zone, words)}</span>
      {waiting && <em class="note-waiting"><Mark path="M12 4a8 8 0 1 0 0 16 8 8 0 0 0 0-16zm0 4v4.5l3 2" />{t('deed.waiting')}</em>}
      {last.confirmed && last.by !== null && (
        <em class="note-confirmed">
          <Mark path="M3 12.5l4 4L16 7m-3.5 8l1.5 1.5L22 8" />
          {kg === null || kg === undefined ? t('deed.confirmed') : t('deed.confirmed.kg', { kg: formatNumber(kg, 1, lang) })}
        </em>
      )}
    </p>
  );
}

const Mark = ({ path }: { readonly path: string }) => (
  <svg class="icon" viewBox="0 0 24 24" aria-hidden="true">
    <path d={path} />
  </svg>
);
