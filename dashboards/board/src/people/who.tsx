import { useWords } from '../i18n/language';
import { addressOf } from '../state/page-address';
import { useSession } from '../state/session';

/** Who is signed in, in the header; the way to sign in and out. */
export function Who() {
  const { t } = useWords();
  const session = useSession();
  const name = session?.name ?? null;
  return (
    <a class="who" href={addressOf('sign-in')} data-testid="who" aria-label={name === null ? undefined : t('people.account', { name })}>
      <svg class="icon" viewBox="0 0 24 24" aria-hidden="true">
        <circle cx="12" cy="8" r="4" />
        <path d="M4 21c1-5 4-7 8-7s7 2 8 7" />
      </svg>
      <span>{name ?? t(session?.here ? 'people.here' : 'people.sign_in')}</span>
    </a>
  );
}
