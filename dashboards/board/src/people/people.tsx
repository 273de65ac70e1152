import { useEffect, useState } from 'preact/hooks';
import { useWords } from '../i18n/language';
import { givenName } from '../actions/acting';
import { useSession } from '../state/session';
import '../style/people.css';
import { ask } from './ask';
import { Fault } from './fault';
import { Invite } from './invite';
import { type Invited, Invitation } from './invitation';
import { type Person, PersonRow } from './person-row';
import { useDoing } from './use-doing';

interface Answer {
  readonly people: readonly Person[];
  readonly phones: readonly { readonly phone: string; readonly name: string; readonly by: string }[];
}

/** `#page=people`: everybody who may sign in, invitations, and the shared phones. For administrators. */
export default function People() {
  const { t } = useWords();
  const session = useSession();
  const [answer, setAnswer] = useState<Answer | null>(null);
  const [invited, setInvited] = useState<Invited | null>(null);
  const { busy, fault, run } = useDoing({ 401: 'people.not_admin', 403: 'people.not_admin' });
  const load = async (): Promise<void> => setAnswer(await ask<Answer>('GET', '/api/v1/people'));
  // At the machine itself nobody needs to sign in, and says who they are.
  const who = session?.name == null ? { who: givenName() ?? t('people.at_board') } : {};

  useEffect(() => {
    void run(load);
  }, [session?.person]);

  const post = (path: string, body: object): void => void run(async () => {
    await ask('POST', path, { ...body, ...who });
    await load();
  });
  const invite = (path: string, body: object): Promise<boolean> => run(async () => {
    setInvited(await ask<Invited>('POST', path, { ...body, ...who }));
    await load();
  });

  return (
    <div class="people" data-testid="people">
      <Fault text={fault} />
      {invited && <Invitation invited={invited} onDone={() => setInvited(null)} />}
      {answer && <Invite busy={busy} onInvite={(name, role) => invite('/api/v1/people', { name, role })} />}
      {answer && (
        <section class="panel card">
          <h2>{t('people.everybody')}</h2>
          {answer.people.length === 0 && <p>{t('people.nobody')}</p>}
          <ul class="person-list">
            {answer.people.map((person) => (
              <PersonRow
                key={person.person} person={person} busy={busy} isMe={person.person === session?.person}
                onLink={() => void invite(`/api/v1/people/${person.person}/link`, {})}
                onChange={(change) => post(`/api/v1/people/${person.person}`, change)}
                onSay={(what) => post(`/api/v1/people/${person.person}/${what}`, {})}
              />
            ))}
          </ul>
        </section>
      )}
      {answer && answer.phones.length > 0 && (
        <section class="panel card">
          <h2>{t('people.phones')}</h2>
          <ul class="person-list">
            {answer.phones.map((phone) => (
              <li key={phone.phone} class="person">
                <p><b>{phone.name}</b> <span class="note">{t('people.phone_by', { name: phone.by })}</span></p>
                <div class="person-acts">
                  <button type="button" class="act" disabled={busy} onClick={() => post(`/api/v1/phones/${phone.phone}/unshare`, {})}>{t('people.unshare')}</button>
                </div>
              </li>
            ))}
          </ul>
        </section>
      )}
    </div>
  );
}
