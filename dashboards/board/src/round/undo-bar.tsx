import { useWords } from '../i18n/language';
import { closeLastTap, undo, useLastTap } from './act';

/** The last tap, and the way back from it; stays until it is closed or something else is tapped. */
export function UndoBar() {
  const { t } = useWords();
  const tap = useLastTap();
  return (
    <div class="undo-room" role="status">
      {tap && (
        <div class="undo-bar" data-testid="undo-bar">
          <span>{tap.undone ? t('deed.undone', { what: tap.label }) : tap.label}</span>
          {!tap.undone && (
            <button type="button" class="undo-button" onClick={() => void undo(tap.action, tap.label, t('deed.undo.what', { what: tap.label }))}>
              {t('deed.undo')}
            </button>
          )}
          <button type="button" class="close" aria-label={t('deed.close')} onClick={closeLastTap}>×</button>
        </div>
      )}
    </div>
  );
}
