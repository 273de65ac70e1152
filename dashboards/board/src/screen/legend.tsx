import type { BinState } from '../api/types';
import { useWords } from '../i18n/language';
import { BinBar } from './bin-bar';
import type { Look } from './urgency';

const looks: readonly Look[] = ['soon', 'urgent', 'full', 'overflowing', 'doubt', 'emptied', 'skipped'];

const some = (look: Look): BinState => ({
  point: '', level: look === 'soon' ? 0.7 : look === 'urgent' ? 0.85 : 1, level_at: null, state: look === 'doubt' ? 'full' : look, since: '',
  doubt: look === 'doubt' ? { reason: '', since: '', likely_level: null } : null, last: null, actions_today: 0,
});

/** What the bars mean. */
export function Legend() {
  const { t } = useWords();
  return (
    <ul class="screen-legend" aria-label={t('map.legend')}>
      {looks.map((look) => (
        <li key={look}>
          <BinBar bin={some(look)} />
          {t(`screen.look.${look}`)}
        </li>
      ))}
    </ul>
  );
}
