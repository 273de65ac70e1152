import { useEffect, useRef, useState } from 'preact/hooks';
import { formatClock, formatDay } from '../format/time';
import { useWords } from '../i18n/language';
import { useBoard } from '../state/stores';
import type { Person } from './person-row';

/** A link that was made just now; ingest tells it this once. */
export interface Invited {
  readonly person: Person;
  readonly address: string;
  /** An SVG drawing. */
  readonly qr: string;
  readonly until: string;
}

/** The link to hand over: as a code for the other phone's camera, and to copy into a message. */
export function Invitation({ invited, onDone }: { readonly invited: Invited; readonly onDone: () => void }) {
  const { t, lang } = useWords();
  const zone = useBoard((state) => state.site?.time_zone ?? 'Europe/Stockholm');
  const [copied, setCopied] = useState<boolean | null>(null);
  const heading = useRef<HTMLHeadingElement>(null);
  const until = Date.parse(invited.until);

  useEffect(() => {
    setCopied(null);
    heading.current?.focus();
  }, [invited]);

  // Without https there is no clipboard: the text is there to be marked.
  const copy = (): void => void (navigator.clipboard?.writeText(invited.address) ?? Promise.reject()).then(() => setCopied(true), () => setCopied(false));

  return (
    <section class="panel card invitation" data-testid="invitation">
      <h2 tabIndex={-1} ref={heading}>{t('people.link_for', { name: invited.person.name })}</h2>
      <p>{t('people.link_long', { at: `${formatDay(until, lang, zone)} ${formatClock(until, lang, zone)}` })}</p>
      <img class="qr" src={`data:image/svg+xml,${encodeURIComponent(invited.qr)}`} alt={t('people.qr', { name: invited.person.name })} />
      <label class="fields">
        <span>{t('people.link')}</span>
        <input type="text" readOnly value={invited.address} onFocus={(event) => event.currentTarget.select()} data-testid="invitation-link" />
      </label>
      <div class="person-acts">
        <button type="button" class="big" onClick={copy}>{t('people.copy')}</button>
        <button type="button" class="big is-quiet" onClick={onDone}>{t('people.done')}</button>
      </div>
      <p role="status">{copied === null ? '' : t(copied ? 'people.copied' : 'people.not_copied')}</p>
    </section>
  );
}
