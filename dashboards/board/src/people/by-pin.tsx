import { useState } from 'preact/hooks';
import { useWords } from '../i18n/language';
import type { Session } from '../state/session';
import { Fault } from './fault';
import { PinPad } from './pin-pad';
import { signInByPin } from './session';
import { useDoing } from './use-doing';

interface Props {
  readonly phone: string;
  readonly people: Session['people'];
}

/** A shared phone: who are you, and your PIN. */
export function ByPin({ phone, people }: Props) {
  const { t } = useWords();
  const [chosen, choose] = useState<string | null>(null);
  const { busy, fault, run } = useDoing({ 403: 'people.pin_wrong', 429: 'people.pin_wait' });
  const person = people.find((each) => each.person === chosen);
  return (
    <section class="panel card">
      <h2>{person ? person.name : t('people.who_are_you')}</h2>
      <p class="note">{t('people.shared_phone', { phone })}</p>
      {people.length === 0 && <p>{t('people.nobody_has_pin')}</p>}
      {person
        ? (
          <>
            <PinPad label={t('people.pin_of', { name: person.name })} busy={busy} onPin={(pin) => void run(() => signInByPin(person.person, pin))} />
            <Fault text={fault} />
            <button type="button" class="plain" onClick={() => choose(null)}>{t('people.somebody_else')}</button>
          </>
        )
        : (
          <ul class="choose">
            {people.map((each) => (
              <li key={each.person}>
                <button type="button" class="big is-quiet" onClick={() => choose(each.person)}>{each.name}</button>
              </li>
            ))}
          </ul>
        )}
    </section>
  );
}
