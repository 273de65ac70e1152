import { enqueue } from '../actions/queue';
import { useWords } from '../i18n/language';

export interface SavedCheck {
  readonly action: string;
  /** "Matavfall, Söder 1". */
  readonly where: string;
  /** "15 % fel". */
  readonly found: string;
}

/** What was just saved, with the way back. There from the beginning, so that what appears in it is read out. */
export function Saved({ saved, dismiss }: { readonly saved: SavedCheck | null; readonly dismiss: () => void }) {
  const { t } = useWords();
  const undo = async ({ action, where }: SavedCheck): Promise<void> => {
    try {
      await enqueue('/api/v1/checks/undo', { undoes: action }, `${t('checks.undo')}: ${where}`);
      dismiss();
    } catch {
      // The strip of actions says why it could not be kept; the check stands.
    }
  };
  return (
    <div class={saved ? 'saved' : ''} data-testid="check-saved">
      <p role="status">{saved && <><b>{t('checks.saved')}</b> {saved.where}: {saved.found}</>}</p>
      {saved && <button type="button" class="plain" onClick={() => void undo(saved)}>{t('checks.undo')}</button>}
    </div>
  );
}
