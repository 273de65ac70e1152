import { useEffect, useRef, useState } from 'preact/hooks';
import type { BinDeed } from '../api/types';
import { useWords } from '../i18n/language';
import { act } from './act';
import { type Reason, reasons } from './deeds';

/** One stroke drawing per deed, 24 × 24. */
const drawings: Readonly<Record<BinDeed, string>> = {
  emptied: 'M5 12.5l4.5 4.5L19 7.5',
  skipped: 'M4 17V9.5a5 5 0 0 1 5-5h4a5 5 0 0 1 5 5V13m-4-3l4 4 4-4',
  swapped: 'M4 8h13l-3.5-3.5M20 16H7l3.5 3.5',
  overflowing: 'M12 3l9.5 17h-19zM12 9.5v5m0 2.5v.5',
  sensor_cleaned: 'M12 4v4m0 8v4M4 12h4m8 0h4M6.5 6.5l2.8 2.8m5.4 5.4l2.8 2.8m0-11l-2.8 2.8m-5.4 5.4l-2.8 2.8',
};

export const DeedIcon = ({ what }: { readonly what: BinDeed }) => (
  <svg class="icon" viewBox="0 0 24 24" aria-hidden="true">
    <path d={drawings[what]} />
  </svg>
);

interface Props {
  readonly point: string;
  /** What the bin is called. */
  readonly name: string;
  /** Empties and skips; who only tends sensors doesn't. */
  readonly acts?: boolean;
  /** Cleans and mends its sensors. */
  readonly mends?: boolean;
}

/** What one does at a bin, each one tap; skipping asks why, and that is the second. */
export function DeedButtons({ point, name, acts = true, mends = false }: Props) {
  const { t } = useWords();
  const [skipping, skip] = useState(false);
  const [busy, setBusy] = useState(false);
  const whys = useRef<HTMLFieldSetElement>(null);
  useEffect(() => {
    if (!skipping) return;
    whys.current?.scrollIntoView({ block: 'nearest' });
    whys.current?.querySelector('button')?.focus({ preventScroll: true });
  }, [skipping]);
  const tap = async (what: BinDeed, why: Reason | null = null): Promise<void> => {
    setBusy(true);
    await act(point, what, why, t('deed.label', { what: t(`deed.${what}`), name }));
    setBusy(false);
    skip(false);
  };
  if (skipping) {
    return (
      <fieldset class="deeds deeds-why" disabled={busy} ref={whys}>
        <legend>{t('deed.why')}</legend>
        {reasons.map((why) => (
          <button key={why} type="button" data-why={why} onClick={() => void tap('skipped', why)}>{t(`deed.why.${why}`)}</button>
        ))}
        <button type="button" class="deed-back" onClick={() => skip(false)}>{t('deed.back')}</button>
      </fieldset>
    );
  }
  const button = (what: BinDeed, press: () => void) => (
    <button type="button" class={`deed-${what}`} data-deed={what} aria-label={`${t(`deed.${what}`)}, ${name}`} onClick={press}>
      <DeedIcon what={what} />
      <span>{t(`deed.${what}`)}</span>
    </button>
  );
  return (
    <fieldset class="deeds" disabled={busy}>
      <legend class="sr-only">{t('deed.group', { name })}</legend>
      {acts && button('emptied', () => void tap('emptied'))}
      {acts && button('skipped', () => skip(true))}
      {acts && button('swapped', () => void tap('swapped'))}
      {acts && button('overflowing', () => void tap('overflowing'))}
      {mends && button('sensor_cleaned', () => void tap('sensor_cleaned'))}
    </fieldset>
  );
}
