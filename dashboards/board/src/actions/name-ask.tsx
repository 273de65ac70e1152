import { useState } from 'preact/hooks';
import { useWords } from '../i18n/language';
import { giveName, useLacksName } from './acting';

/** At the machine itself nobody signs in: asks once for the name that is kept with what is tapped. */
export function NameAsk() {
  const { t } = useWords();
  const lacks = useLacksName();
  const [name, write] = useState('');
  if (!lacks) return null;
  const keep = (event: Event): void => {
    event.preventDefault();
    if (name.trim()) giveName(name);
  };
  return (
    <form class="name-ask" data-testid="name-ask" onSubmit={keep}>
      <label for="name-ask">{t('actions.name')}</label>
      <p class="note">{t('actions.name.why')}</p>
      <input id="name-ask" maxLength={64} required autocomplete="name" value={name} onInput={(event) => write(event.currentTarget.value)} />
      <button type="submit">{t('actions.name.keep')}</button>
    </form>
  );
}
