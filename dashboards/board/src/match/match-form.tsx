import { useState } from 'preact/hooks';
import type { Site } from '../api/types';
import { useWords } from '../i18n/language';
import { addressOfMatch } from './choice';
import { type Change, sayOf } from './client';
import { fromLocal, toLocal } from './local-time';
import { Saying } from './saying';
import type { MatchWhole } from './types';
import { useSaying } from './use-saying';

interface Props {
  /** Null to make a new one. */
  readonly match: MatchWhole | null;
  readonly site: Site;
  readonly close: () => void;
}

/** The form of a match. What is changed is said; what stays is not spoken of. */
export function MatchForm({ match, site, close }: Props) {
  const { t, of } = useWords();
  const saying = useSaying();
  const zone = site.time_zone;
  const before = {
    home: match?.home ?? '',
    opponent: match?.opponent ?? '',
    kickOff: match ? toLocal(Date.parse(match.kick_off), zone) : '',
    expected: match?.expected_attendance?.toString() ?? '',
  };
  const [fields, set] = useState(before);
  const id = match ? 'edit' : 'new';
  const field = (name: keyof typeof before) => ({
    id: `${id}-${name}`,
    value: fields[name],
    onInput: (event: { readonly currentTarget: HTMLInputElement }) => set({ ...fields, [name]: event.currentTarget.value }),
  });
  const save = (event: Event): void => {
    event.preventDefault();
    const kickOff = fields.kickOff === before.kickOff ? null : fromLocal(fields.kickOff, zone);
    const change: Change = {
      ...(fields.home.trim() && fields.home !== before.home && { home: fields.home }),
      ...(fields.opponent !== before.opponent && { opponent: fields.opponent }),
      ...(kickOff !== null && { kick_off: kickOff }),
      ...(fields.expected !== before.expected && fields.expected !== '' && { expected_attendance: Number(fields.expected) }),
    };
    if (Object.keys(change).length === 0) return close();
    void saying.say(() => sayOf(match?.match ?? null, change), (said) => {
      close();
      if (!match) location.hash = addressOfMatch(said.match);
    });
  };
  return (
    <form class="match-form" data-testid={`match-form-${id}`} onSubmit={save}>
      <p class="field">
        <label for={`${id}-home`}>{t('form.home')}</label>
        <input {...field('home')} maxLength={80} placeholder={of(site.title)} autocomplete="off" />
      </p>
      <p class="field">
        <label for={`${id}-opponent`}>{t('form.opponent')}</label>
        <input {...field('opponent')} required maxLength={80} autocomplete="off" />
      </p>
      <p class="field">
        <label for={`${id}-kickOff`}>{t('form.kick-off')}</label>
        <input {...field('kickOff')} type="datetime-local" required />
      </p>
      <p class="field">
        <label for={`${id}-expected`}>{t('form.expected')}</label>
        <input {...field('expected')} type="number" min={0} max={200_000} inputMode="numeric" />
      </p>
      <p class="form-end">
        <button type="submit" class="button is-main" disabled={saying.busy}>{t('match.save')}</button>
        <button type="button" class="button" onClick={close}>{t('match.cancel')}</button>
      </p>
      <Saying saying={saying} />
    </form>
  );
}
