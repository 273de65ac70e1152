import { useState } from 'preact/hooks';
import { useWords } from '../i18n/language';
import { addressOfMatch } from './choice';
import { importCalendar } from './client';
import { Saying } from './saying';
import type { Imported } from './types';
import { useSaying } from './use-saying';

/** Takes the matches of an iCal file over, and tells what it took: all of it, or nothing. */
export function CalendarImport() {
  const { t } = useWords();
  const saying = useSaying();
  const [file, choose] = useState<File | null>(null);
  const [home, write] = useState('');
  const [taken, take] = useState<Imported | null>(null);
  const bring = (event: Event): void => {
    event.preventDefault();
    if (!file) return;
    take(null);
    void saying.say(() => importCalendar(file, home.trim()), take);
  };
  return (
    <form class="match-form" data-testid="import-form" onSubmit={bring}>
      <p class="field">
        <label for="import-file">{t('import.file')}</label>
        <input id="import-file" type="file" accept=".ics,text/calendar" required onChange={(event) => choose(event.currentTarget.files?.[0] ?? null)} />
      </p>
      <p class="field">
        <label for="import-home">{t('import.home')}</label>
        <input id="import-home" value={home} autocomplete="off" aria-describedby="import-hint" onInput={(event) => write(event.currentTarget.value)} />
      </p>
      <p class="note" id="import-hint">{t('import.hint')}</p>
      <p class="form-end"><button type="submit" class="button is-main" disabled={saying.busy}>{t('import.go')}</button></p>
      <Saying saying={saying} />
      <div role="status" data-testid="import-report">{taken && <Report taken={taken} />}</div>
    </form>
  );
}

function Report({ taken }: { readonly taken: Imported }) {
  const { t } = useWords();
  return (
    <>
      <p><b>{t('import.report', { made: taken.made.length, changed: taken.changed.length, unchanged: taken.unchanged.length, skipped: taken.skipped.length })}</b></p>
      <ul class="import-taken">
        {taken.made.map((match) => <li key={match}>{t('import.made')} <a href={addressOfMatch(match)}>{match}</a></li>)}
        {taken.changed.map((match) => <li key={match}>{t('import.changed')} <a href={addressOfMatch(match)}>{match}</a></li>)}
        {taken.skipped.map((title) => <li key={title}>{t('import.skipped')} {title}</li>)}
      </ul>
    </>
  );
}
