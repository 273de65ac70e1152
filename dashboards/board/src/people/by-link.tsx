import { useState } from 'preact/hooks';
import { useWords } from '../i18n/language';
import { Fault } from './fault';
import { forgetLink, linkIn } from './link';
import { signInByLink } from './session';
import { useDoing } from './use-doing';

const refusals = { 403: location.protocol === 'https:' ? 'people.link_dead' : 'people.link_plain', 429: 'people.wait' } as const;

/** A link was opened: one tap signs in. A tap, because programs that look at addresses in messages open them too, and a link opens once. */
export function ByLink({ link }: { readonly link: string }) {
  const { t } = useWords();
  const { busy, fault, run } = useDoing(refusals);
  const signIn = async (): Promise<void> => {
    if (await run(() => signInByLink(link))) forgetLink();
  };
  return (
    <section class="panel card">
      <h2>{t('people.invited')}</h2>
      <p>{t('people.invited_long')}</p>
      <button type="button" class="big" disabled={busy} onClick={() => void signIn()} data-testid="use-link">{t('people.use_link')}</button>
      <Fault text={fault} />
      {fault !== null && <button type="button" class="plain" onClick={forgetLink}>{t('people.without_link')}</button>}
    </section>
  );
}

/** For a board that was installed as an app: a link opens in the browser beside it, which signs in nobody here. */
export function PasteLink() {
  const { t } = useWords();
  const [text, setText] = useState('');
  const [wrong, setWrong] = useState(false);
  const { busy, fault, run } = useDoing(refusals);
  const submit = (event: Event): void => {
    event.preventDefault();
    const link = linkIn(text.trim());
    setWrong(link === null);
    setText('');
    if (link !== null) void run(() => signInByLink(link));
  };
  return (
    <form class="fields" onSubmit={submit}>
      <label>
        <span>{t('people.paste')}</span>
        <input type="text" autocomplete="off" spellcheck={false} value={text} onInput={(event) => setText(event.currentTarget.value)} required />
      </label>
      <button type="submit" class="big is-quiet" disabled={busy}>{t('people.use_link')}</button>
      <Fault text={wrong ? t('people.no_link') : fault} />
    </form>
  );
}
