import { useState } from 'preact/hooks';
import type { Point } from '../api/types';
import { useWords } from '../i18n/language';
import { textOr } from '../i18n/text';
import { type Draft, fractions, Step, stepped } from './draft';
import { soft } from './soft';
import { type Station, stationOf } from './stations';

interface Props {
  readonly bin: Point;
  readonly stations: readonly Station[];
  readonly draft: Draft;
  readonly change: (draft: Draft) => void;
}

/** What is wrong in the bin, by where it belongs: the station's other fractions first, the rest when asked. */
export function WrongParts({ bin, stations, draft, change }: Props) {
  const { t } = useWords();
  const [all, showAll] = useState(false);
  const beside = new Set(stationOf(stations, bin.point)?.bins.map((each) => each.fraction));
  const rows = fractions.filter((fraction) => fraction !== bin.fraction)
    .filter((fraction) => all || beside.has(fraction) || (draft.shares[fraction] ?? 0) > 0 || (draft.kilos[fraction] ?? '') !== '');
  return (
    <fieldset class="wrong">
      <legend>{t('checks.wrong')}</legend>
      <ul>
        {rows.map((fraction) => (
          <li key={fraction} data-fraction={fraction}>
            {draft.method === 'estimated' ? <Share fraction={fraction} draft={draft} change={change} /> : <Kilos fraction={fraction} draft={draft} change={change} />}
          </li>
        ))}
      </ul>
      {!all && <button type="button" class="more" onClick={() => showAll(true)}>{t('checks.wrong.more')}</button>}
    </fieldset>
  );
}

interface RowProps {
  readonly fraction: string;
  readonly draft: Draft;
  readonly change: (draft: Draft) => void;
}

function Share({ fraction, draft, change }: RowProps) {
  const { t, lang } = useWords();
  const name = textOr(lang, 'fraction', fraction);
  const share = draft.shares[fraction] ?? 0;
  return (
    <div class="stepper" role="group" aria-label={name}>
      <span class="stepper-name" aria-hidden="true">{soft(name)}</span>
      <button type="button" class="step" aria-label={t('checks.less', { name })} disabled={share === 0} onClick={() => change(stepped(draft, fraction, -Step))}>−</button>
      <output class={share > 0 ? 'is-some' : ''} aria-live="polite">{t('checks.percent', { n: share })}</output>
      <button type="button" class="step" aria-label={t('checks.more', { name })} disabled={stepped(draft, fraction, Step).shares[fraction] === share} onClick={() => change(stepped(draft, fraction, Step))}>+</button>
    </div>
  );
}

function Kilos({ fraction, draft, change }: RowProps) {
  const { t, lang } = useWords();
  return (
    <label class="stepper">
      <span class="stepper-name">{soft(textOr(lang, 'fraction', fraction))}</span>
      <input
        type="text" inputMode="decimal" autoComplete="off" value={draft.kilos[fraction] ?? ''}
        onInput={(event) => change({ ...draft, kilos: { ...draft.kilos, [fraction]: event.currentTarget.value } })}
      />
      <span>{t('checks.kg')}</span>
    </label>
  );
}
