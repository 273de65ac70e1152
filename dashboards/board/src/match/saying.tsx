import { useWords } from '../i18n/language';
import type { SayingState } from './use-saying';

/** Why something wasn't taken. */
export function Saying({ saying }: { readonly saying: SayingState }) {
  const { t } = useWords();
  return (
    <p class="saying warn" role="alert">
      {saying.fault !== null && t('match.refused', { why: saying.fault })}
    </p>
  );
}
