import { formatAge, formatClock, formatMoment } from '../format/time';
import { useWords, type Words } from '../i18n/language';
import { addressOf } from '../state/page-address';
import { useBoard, useNow } from '../state/stores';
import type { Entry } from './entry';
import { dismiss, type Pending, tryNow, usePending } from './queue';
import { QueueFull } from './queue-store';

/** How long "all sent" stays, milliseconds. */
const SentStays = 8_000;

/** What was tapped and isn't with ingest yet; nothing while there is nothing to say. */
export function PendingStrip() {
  const words = useWords();
  const { t, lang } = words;
  const pending = usePending();
  const skew = useBoard((state) => state.skew);
  const zone = useBoard((state) => state.site?.time_zone ?? 'Europe/Stockholm');
  const now = useNow(1_000);
  const { waiting, refused, unkept, clearedAt } = pending;
  const oldest = waiting[0];
  const sent = clearedAt !== null && now - skew - clearedAt < SentStays;
  return (
    <aside class="pending" aria-label={t('actions.label')} data-testid="pending" data-waiting={waiting.length}>
      {unkept && (
        <p class="pending-unkept" role="alert">
          <Sign path="M12 4l9 16H3zM12 10v5m0 2.5v.5" />
          {unkept instanceof QueueFull ? t('actions.full') : t('actions.unkept', { why: unkept.message })}
        </p>
      )}
      <p class="sr-only" role="status">{oldest ? t('actions.waiting', { n: waiting.length }) : sent ? t('actions.sent', { time: formatClock(clearedAt + skew, lang, zone) }) : ''}</p>
      {oldest && (
        <details class="pending-waiting">
          <summary>
            <Sign path="M12 20V5m-6 6l6-6 6 6" />
            <b>{t('actions.waiting', { n: waiting.length })}</b>
            <span>{t('actions.oldest', { age: formatAge(now - oldest.at, lang, 'age.short') })} · {how(pending, now - skew, words)}</span>
          </summary>
          <div class="pending-more">
            <p class="note">{t('actions.safe')}</p>
            <ol>{waiting.map((entry) => <li key={entry.n}><b>{entry.label}</b> <Tapped entry={entry} /></li>)}</ol>
            {pending.progress.phase === 'sign-in' && <a class="plain" href={addressOf('sign-in')}>{t('actions.sign-in.link')}</a>}
            <button type="button" class="plain" onClick={tryNow}>{t('actions.now')}</button>
          </div>
        </details>
      )}
      {!oldest && sent && (
        <p class="pending-sent"><Sign path="M5 12.5l4.5 4.5L19 7.5" />{t('actions.sent', { time: formatClock(clearedAt + skew, lang, zone) })}</p>
      )}
      {refused.length > 0 && (
        <section class="pending-refused" role="alert">
          <h2><Sign path="M6 6l12 12M18 6L6 18" />{t('actions.refused', { n: refused.length })}</h2>
          <ul>
            {refused.map((entry) => (
              <li key={entry.n}>
                <p><b>{entry.label}</b> <Tapped entry={entry} /><br />{entry.refused!.reason}</p>
                <button type="button" class="plain" aria-label={t('actions.dismiss.what', { what: entry.label })} onClick={() => void dismiss(entry)}>
                  {t('actions.dismiss')}
                </button>
              </li>
            ))}
          </ul>
        </section>
      )}
    </aside>
  );
}

/** `now` on the browser's clock. */
function how({ progress }: Pending, now: number, { t }: Words): string {
  switch (progress.phase) {
    case 'waiting': {
      const n = Math.ceil((progress.retryAt - now) / 1000);
      return n > 0 ? t('actions.retry', { n }) : t('actions.retry.soon');
    }
    case 'sign-in':
      return progress.by === null ? t('actions.sign-in') : t('actions.sign-in.as', { name: progress.by });
    default:
      return t('actions.sending');
  }
}

function Tapped({ entry }: { readonly entry: Entry }) {
  const { lang } = useWords();
  const zone = useBoard((state) => state.site?.time_zone ?? 'Europe/Stockholm');
  const now = useNow(60_000);
  return <time dateTime={new Date(entry.at).toISOString()}>{formatMoment(entry.at, now, lang, zone)}</time>;
}

const Sign = ({ path }: { readonly path: string }) => (
  <svg class="icon" viewBox="0 0 24 24" aria-hidden="true">
    <path d={path} />
  </svg>
);
