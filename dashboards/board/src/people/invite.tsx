import { useState } from 'preact/hooks';
import { useWords } from '../i18n/language';
import type { Role } from '../state/session';
import { roles } from './roles';

interface Props {
  readonly busy: boolean;
  /** True when it was done: the form is empty again. */
  readonly onInvite: (name: string, role: Role) => Promise<boolean>;
}

/** Somebody new: a name and a role. */
export function Invite({ busy, onInvite }: Props) {
  const { t } = useWords();
  const [name, setName] = useState('');
  const [role, setRole] = useState<Role>('operator');
  const submit = async (event: Event): Promise<void> => {
    event.preventDefault();
    if (await onInvite(name, role)) setName('');
  };
  return (
    <section class="panel card">
      <h2>{t('people.invite')}</h2>
      <form class="fields" onSubmit={(event) => void submit(event)}>
        <label>
          <span>{t('people.name')}</span>
          <input type="text" autocomplete="off" maxLength={64} value={name} onInput={(event) => setName(event.currentTarget.value)} required data-testid="invite-name" />
        </label>
        <fieldset>
          <legend>{t('people.role')}</legend>
          <div class="choice">
            {roles.map((each) => (
              <label key={each} class="choice-item">
                <input type="radio" name="role" value={each} checked={role === each} onChange={() => setRole(each)} />
                <span>{t(`people.role.${each}`)}</span>
              </label>
            ))}
          </div>
          <p class="note">{t(`people.may.${role}`)}</p>
        </fieldset>
        <button type="submit" class="big" disabled={busy} data-testid="invite">{t('people.invite_do')}</button>
      </form>
    </section>
  );
}
