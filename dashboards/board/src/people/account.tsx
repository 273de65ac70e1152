import { useState } from 'preact/hooks';
import { formatClock, formatDay } from '../format/time';
import { useWords } from '../i18n/language';
import type { Session } from '../state/session';
import { useBoard } from '../state/stores';
import { Fault } from './fault';
import { PinPad } from './pin-pad';
import { setPin, sharePhone, signOut } from './session';
import { useDoing } from './use-doing';

interface Props {
  readonly session: Session;
  readonly name: string;
}

/** Who is signed in: until when, sign out, own PIN, and whether this phone is shared. */
export function Account({ session, name }: Props) {
  const { t, lang } = useWords();
  const zone = useBoard((state) => state.site?.time_zone ?? 'Europe/Stockholm');
  const { busy, fault, run } = useDoing();
  const until = session.until === null ? null : Date.parse(session.until);
  const mayPin = session.rights.includes('act') && !session.by_pin;
  return (
    <>
      <section class="panel card">
        <h2>{name}</h2>
        <p>{t(`people.role.${session.role}`)}{session.by_pin ? `. ${t('people.by_pin')}` : ''}</p>
        {until !== null && <p class="note">{t('people.until', { at: `${formatDay(until, lang, zone)} ${formatClock(until, lang, zone)}` })}</p>}
        <button type="button" class="big" disabled={busy} onClick={() => void run(signOut)} data-testid="sign-out">{t('people.sign_out')}</button>
        <Fault text={fault} />
      </section>
      {mayPin && <OwnPin hasPin={session.has_pin} />}
      {mayPin && session.phone === null && <Share />}
    </>
  );
}

function OwnPin({ hasPin }: { readonly hasPin: boolean }) {
  const { t } = useWords();
  const { busy, fault, run } = useDoing({ 400: 'people.pin_easy' });
  const [open, setOpen] = useState(false);
  const [first, setFirst] = useState<string | null>(null);
  const [differ, setDiffer] = useState(false);
  const typed = (pin: string): void => {
    setDiffer(false);
    if (first === null) {
      setFirst(pin);
      return;
    }
    setFirst(null);
    if (pin !== first) setDiffer(true);
    else void run(() => setPin(pin)).then((done) => setOpen(!done));
  };
  return (
    <section class="panel card">
      <h2>{t('people.pin')}</h2>
      <p>{t('people.pin_long')}</p>
      <p role="status">{hasPin ? t('people.has_pin') : t('people.has_no_pin')}</p>
      {open
        ? (
          <>
            <p><b>{t(first === null ? 'people.pin_new' : 'people.pin_again')}</b></p>
            <PinPad label={t(first === null ? 'people.pin_new' : 'people.pin_again')} busy={busy} onPin={typed} />
          </>
        )
        : <button type="button" class="big is-quiet" onClick={() => setOpen(true)} data-testid="set-pin">{t(hasPin ? 'people.pin_change' : 'people.pin_set')}</button>}
      <Fault text={differ ? t('people.pin_differ') : fault} />
    </section>
  );
}

function Share() {
  const { t } = useWords();
  const { busy, fault, run } = useDoing();
  const [name, setName] = useState('');
  const submit = (event: Event): void => {
    event.preventDefault();
    void run(() => sharePhone(name));
  };
  return (
    <section class="panel card">
      <h2>{t('people.share')}</h2>
      <p>{t('people.share_long')}</p>
      <form class="fields" onSubmit={submit}>
        <label>
          <span>{t('people.phone_name')}</span>
          <input type="text" autocomplete="off" maxLength={64} value={name} onInput={(event) => setName(event.currentTarget.value)} required data-testid="phone-name" />
        </label>
        <button type="submit" class="big is-quiet" disabled={busy}>{t('people.share_do')}</button>
      </form>
      <Fault text={fault} />
    </section>
  );
}
