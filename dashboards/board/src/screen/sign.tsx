import { useWords } from '../i18n/language';
import type { Look } from './urgency';
import { percentOf } from './urgency';

interface Props {
  readonly look: Look;
  readonly level: number | null;
}

/** Square: soon. Square with a corner up: now. Eight corners: it overflows. Round and broken: someone has to look. With the level as a number. */
export function Sign({ look, level }: Props) {
  const { t } = useWords();
  const percent = percentOf(level);
  const word = look === 'overflowing' ? '!' : look === 'doubt' ? '?' : percent === null ? '–' : String(Math.min(percent, 100));
  return (
    <span class={`sign look-${look}`}>
      <span class="sign-shape" aria-hidden="true" />
      <b aria-hidden="true">{word}</b>
      <span class="sr-only">{t(`screen.look.${look}`)}{percent !== null && ` ${t('screen.percent', { n: percent })}`}</span>
    </span>
  );
}
