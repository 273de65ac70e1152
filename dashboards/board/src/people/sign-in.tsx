import { useWords } from '../i18n/language';
import '../style/people.css';
import { Account } from './account';
import { ByLink, PasteLink } from './by-link';
import { ByPin } from './by-pin';
import { useLink } from './link';
import { useSession } from '../state/session';

/** `#page=sign-in`: who this browser is to ingest, and how that changes. */
export default function SignIn() {
  const { t } = useWords();
  const session = useSession();
  const link = useLink();
  return (
    <div class="people" data-testid="sign-in">
      {link !== null && <ByLink link={link} />}
      {session?.name != null && link === null && <Account session={session} name={session.name} />}
      {session?.name == null && link === null && (
        <>
          {session?.phone != null && <ByPin phone={session.phone} people={session.people} />}
          <section class="panel card">
            <h2>{t('people.sign_in')}</h2>
            {session?.here && <p>{t('people.here_long')}</p>}
            <p>{t('people.how')}</p>
            <PasteLink />
          </section>
        </>
      )}
    </div>
  );
}
