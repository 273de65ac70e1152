import type { Point } from '../api/types';
import { formatNumber } from '../format/value';
import { useWords } from '../i18n/language';
import type { Draft } from './draft';
import { useScale } from './use-scale';

interface Props {
  readonly bin: Point;
  readonly draft: Draft;
  readonly change: (draft: Draft) => void;
}

/** All that is in the bin: typed, or taken from the bin's own scale where it has one that can be trusted now. */
export function TotalKg({ bin, draft, change }: Props) {
  const { t, lang } = useWords();
  const scale = useScale(bin);
  const shown = scale === null ? '' : formatNumber(scale, 1, lang).replace(/\u00a0/g, '');
  return (
    <div class="total">
      <label class="field">
        <span>{t(draft.method === 'weighed' ? 'checks.total' : 'checks.total.maybe')}</span>
        <input
          type="text" inputMode="decimal" autoComplete="off" value={draft.total} data-testid="check-total"
          onInput={(event) => change({ ...draft, total: event.currentTarget.value })}
        />
      </label>
      {scale !== null && (
        <button type="button" class="plain" onClick={() => change({ ...draft, total: shown })}>{t('checks.scale', { kg: shown })}</button>
      )}
    </div>
  );
}
