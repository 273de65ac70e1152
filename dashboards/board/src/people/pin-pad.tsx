import { useEffect, useState } from 'preact/hooks';
import { useWords } from '../i18n/language';

const Digits = 6;
const keys = ['1', '2', '3', '4', '5', '6', '7', '8', '9'];

interface Props {
  readonly label: string;
  readonly busy: boolean;
  /** Called with six digits; the pad is empty again afterwards. */
  readonly onPin: (pin: string) => void;
}

/** Ten large keys, for gloves and for the keyboard; what is typed is shown as how many, never as what. */
export function PinPad({ label, busy, onPin }: Props) {
  const { t } = useWords();
  const [typed, setTyped] = useState('');

  const add = (digit: string): void => {
    if (!busy) setTyped((before) => (before.length < Digits ? before + digit : before));
  };
  const back = (): void => setTyped((before) => before.slice(0, -1));

  useEffect(() => {
    if (typed.length < Digits) return;
    setTyped('');
    onPin(typed);
  }, [typed, onPin]);

  useEffect(() => {
    const press = (event: KeyboardEvent): void => {
      if (event.ctrlKey || event.metaKey || event.altKey || event.target instanceof HTMLInputElement) return;
      if (/^[0-9]$/.test(event.key)) add(event.key);
      if (event.key === 'Backspace') back();
    };
    addEventListener('keydown', press);
    return () => removeEventListener('keydown', press);
  });

  return (
    <div class="pin-pad" role="group" aria-label={label} data-testid="pin-pad">
      <p class="pin-typed" role="status">
        <span class="sr-only">{t('people.pin_typed', { n: typed.length })}</span>
        {Array.from({ length: Digits }, (_, i) => <span key={i} class={`pin-dot ${i < typed.length ? 'is-typed' : ''}`} aria-hidden="true" />)}
      </p>
      {keys.map((key) => <Key key={key} label={key} busy={busy} onPress={() => add(key)} />)}
      <span />
      <Key label="0" busy={busy} onPress={() => add('0')} />
      <button type="button" class="pin-key" aria-label={t('people.pin_back')} disabled={busy} onClick={back}>
        <svg class="icon" viewBox="0 0 24 24" aria-hidden="true"><path d="M9 5h11v14H9l-6-7zM12 9l5 6m0-6-5 6" /></svg>
      </button>
    </div>
  );
}

const Key = ({ label, busy, onPress }: { readonly label: string; readonly busy: boolean; readonly onPress: () => void }) => (
  <button type="button" class="pin-key" disabled={busy} onClick={onPress}>{label}</button>
);
