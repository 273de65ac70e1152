import { useEffect, useMemo, useRef, useState } from 'preact/hooks';
import type { Point } from '../api/types';
import { useWords } from '../i18n/language';
import { textOr } from '../i18n/text';
import { GroupIcon } from '../page/icons';
import { select } from '../state/selection';
import { useBoard } from '../state/stores';
import { LiveValue } from '../value/live-value';
import { primaryQuantity } from '../value/primary';
import { findPoints } from './find';

/** Every point of the venue with its value, to search and choose from. */
export function PointPicker({ close }: { readonly close: () => void }) {
  const { t, of, lang } = useWords();
  const points = useBoard((state) => state.points);
  const zones = useBoard((state) => state.site?.zones);
  const [search, setSearch] = useState('');
  const dialog = useRef<HTMLDialogElement>(null);

  useEffect(() => dialog.current?.showModal(), []);

  const zoneTitles = useMemo(() => new Map(zones?.map((z) => [z.zone, z.title])), [zones]);
  const zoneOf = (point: Point): string => {
    const title = zoneTitles.get(point.zone);
    return title ? of(title) : point.zone;
  };
  const found = findPoints(points, search, (p) =>
    [of(p.title), p.point, p.node, zoneOf(p), textOr(lang, 'group', p.group), p.fraction && textOr(lang, 'fraction', p.fraction)].join(' '),
  );
  const choose = (point: Point): void => {
    select({ point: point.point, quantity: primaryQuantity(point)?.quantity ?? null });
    close();
  };

  return (
    <dialog
      class="picker" ref={dialog} onClose={close} aria-labelledby="picker-title"
      onClick={(event) => event.target === dialog.current && close()}
    >
      <header class="picker-head">
        <h2 id="picker-title">{t('points.title')}</h2>
        <button type="button" class="close" onClick={close} aria-label={t('points.close')}>×</button>
        <input
          type="search" placeholder={t('points.search')} aria-label={t('points.search')} value={search} autocomplete="off"
          onInput={(event) => setSearch(event.currentTarget.value)}
        />
        <p class="note" role="status">{found.length > 0 ? t('points.found', { n: found.length }) : t('points.nothing')}</p>
      </header>
      <ul class="picker-points">
        {found.map((point) => {
          const quantity = primaryQuantity(point);
          return (
            <li key={point.point}>
              <button type="button" onClick={() => choose(point)}>
                <GroupIcon group={point.group} />
                <span class="row-name"><b>{of(point.title)}</b><span class="note">{zoneOf(point)} · {point.point}</span></span>
                {quantity && <LiveValue point={point} quantity={quantity} />}
              </button>
            </li>
          );
        })}
      </ul>
    </dialog>
  );
}
