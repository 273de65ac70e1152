import { useWords } from '../i18n/language';
import type { Role } from '../state/session';
import { roles } from './roles';

/** Someone who may sign in, as an administrator sees them. */
export interface Person {
  readonly person: string;
  readonly name: string;
  readonly role: Role;
  readonly blocked: boolean;
  readonly sessions: number;
  readonly link_until: string | null;
  readonly has_pin: boolean;
}

interface Props {
  readonly person: Person;
  readonly busy: boolean;
  readonly isMe: boolean;
  readonly onLink: () => void;
  readonly onChange: (change: { readonly role?: Role; readonly blocked?: boolean }) => void;
  readonly onSay: (what: 'sign-out' | 'clear-pin') => void;
}

/** One person: role, how they stand, and what can be done about it. */
export function PersonRow({ person, busy, isMe, onLink, onChange, onSay }: Props) {
  const { t } = useWords();
  const states = [
    person.blocked ? t('people.is_blocked') : null,
    person.sessions > 0 ? t('people.signed_in') : null,
    person.link_until !== null ? t('people.has_link') : null,
    person.has_pin ? t('people.with_pin') : null,
  ].filter((state) => state !== null);
  return (
    <li class={`person ${person.blocked ? 'is-blocked' : ''}`} data-person={person.name}>
      <p>
        <b>{person.name}</b>{isMe ? ` (${t('people.me')})` : ''}{' '}
        <span class="note">{states.join(' · ')}</span>
      </p>
      <div class="person-acts">
        <label class="person-role">
          <span class="sr-only">{t('people.role_of', { name: person.name })}</span>
          <select value={person.role} disabled={busy} onChange={(event) => onChange({ role: event.currentTarget.value as Role })}>
            {roles.map((role) => <option key={role} value={role}>{t(`people.role.${role}`)}</option>)}
          </select>
        </label>
        {!person.blocked && <button type="button" class="act" disabled={busy} onClick={onLink}>{t('people.new_link')}</button>}
        {person.sessions > 0 && <button type="button" class="act" disabled={busy} onClick={() => onSay('sign-out')}>{t('people.sign_out_all')}</button>}
        {person.has_pin && <button type="button" class="act" disabled={busy} onClick={() => onSay('clear-pin')}>{t('people.clear_pin')}</button>}
        <button type="button" class={person.blocked ? 'act' : 'act is-grave'} disabled={busy} onClick={() => onChange({ blocked: !person.blocked })}>
          {t(person.blocked ? 'people.let_in' : 'people.block')}
        </button>
      </div>
    </li>
  );
}
