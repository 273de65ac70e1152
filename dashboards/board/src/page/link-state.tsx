import { formatAge, formatSecond } from '../format/time';
import { useWords } from '../i18n/language';
import { usePage } from '../state/page';
import { useBoard, useNow } from '../state/stores';
import { findPage } from './pages';

/** A venue this size always has something to say; silence longer than this is told, milliseconds. */
const QuietAfter = 60_000;

/** Whether what the page shows is live, and how old it is. */
export function LinkState() {
  const { t, lang } = useWords();
  const link = useBoard((state) => state.link);
  // A page that asks for no readings can't tell how new they are.
  const measured = findPage(usePage()).sections?.includes('samples') ?? true;
  const last = useBoard((state) => state.newest);
  const newest = measured || link.phase !== 'online' ? last : null;
  const skew = useBoard((state) => state.skew);
  const zone = useBoard((state) => state.site?.time_zone ?? 'Europe/Stockholm');
  const now = useNow(1_000);

  const online = link.phase === 'online';
  const quiet = online && newest !== null && now - newest > QuietAfter;
  const word = quiet ? t('link.quiet')
    : online ? t('link.online')
    : link.phase === 'offline' ? t('link.offline')
    : link.session > 0 ? t('link.reconnecting') : t('link.connecting');
  const wait = link.retryAt === null ? null : Math.max(0, Math.ceil((link.retryAt + skew - now) / 1000));

  return (
    <p class={`link link-${quiet ? 'quiet' : link.phase}`} title={link.reason}>
      <span class="link-lamp" aria-hidden="true" />
      <b role="status">{word}</b>
      {newest !== null && online && <span class="link-age">{t('link.age', { age: formatAge(now - newest, lang) })}</span>}
      {newest !== null && !online && <span class="link-age">{t('link.from', { time: formatSecond(newest, lang, zone) })}</span>}
      {!online && wait !== null && wait > 0 && <span class="link-retry">{t('link.retry', { n: wait })}</span>}
    </p>
  );
}
