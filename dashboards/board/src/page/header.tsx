import type { Site } from '../api/types';
import { formatNumber } from '../format/value';
import { formatClock, formatDay } from '../format/time';
import { setLanguage, useWords } from '../i18n/language';
import { useBoard, useNow } from '../state/stores';
import { Who } from '../people/who';
import { LinkState } from './link-state';
import { nextMatch } from './next-match';
import { Quarantine } from './quarantine';

/** Whose ground it is, what is on next, what time it is, and whether what you see is live. */
export function Header() {
  const { t, of, lang } = useWords();
  const site = useBoard((state) => state.site);
  return (
    <header class="masthead">
      <button type="button" class="skip" onClick={() => document.getElementById('main')?.focus()}>{t('page.skip')}</button>
      <svg class="crest" viewBox="0 0 32 32" aria-hidden="true">
        <path d="M16 4v24M4 4h24v24H4z" />
        <circle cx="16" cy="16" r="6" />
        <circle class="crest-ball" cx="16" cy="16" r="2.6" />
      </svg>
      <h1>{site ? of(site.title) : 'Arena'}</h1>
      {site && <NextMatch site={site} />}
      <span class="masthead-end">
        <Quarantine />
        <LinkState />
        {site && <Clock zone={site.time_zone} />}
        <Who />
        <button
          type="button" class="language" data-testid="language" aria-label={t('language.switch')} lang={lang === 'sv' ? 'en' : 'sv'}
          onClick={() => setLanguage(lang === 'sv' ? 'en' : 'sv')}
        >
          {t('language.short')}
        </button>
      </span>
    </header>
  );
}

function Clock({ zone }: { readonly zone: string }) {
  const { lang } = useWords();
  const now = useNow(1_000);
  return <time class="clock" dateTime={new Date(now).toISOString()}>{formatClock(now, lang, zone)}</time>;
}

function NextMatch({ site }: { readonly site: Site }) {
  const { t, lang } = useWords();
  const now = useNow(60_000);
  const next = nextMatch(site.matches, now);
  if (!next) return null;
  const at = Date.parse(next.kick_off);
  return (
    <p class="match">
      <span>{t(at > now ? 'match.next' : 'match.now')}</span>{' '}
      <b>{next.opponent}</b>{' '}
      {at > now && <span>{formatDay(at, lang, site.time_zone)} {formatClock(at, lang, site.time_zone)}, </span>}
      <span>{t('match.expected', { n: formatNumber(next.expected_attendance, 0, lang) })}</span>
    </p>
  );
}
