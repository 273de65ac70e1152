import { formatClock } from '../format/time';
import { setLanguage, useWords } from '../i18n/language';
import { useBoard, useNow } from '../state/stores';
import { Who } from '../people/who';
import { LinkState } from './link-state';
import { MatchLine } from './match-line';
import { Quarantine } from './quarantine';

/** Whose ground it is, what is on or next, what time it is, and whether what you see is live. */
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
      <div class="masthead-name">
        <h1>{site ? of(site.title) : 'Arena'}</h1>
        <LinkState />
        <Quarantine />
      </div>
      {site && <MatchLine site={site} />}
      <span class="masthead-end">
        {site && <Clock zone={site.time_zone} />}
        <Who />
        <button
          type="button" class="language" data-testid="language" lang={lang === 'sv' ? 'en' : 'sv'}
          onClick={() => void setLanguage(lang === 'sv' ? 'en' : 'sv')}
        >
          {t('language.short')}<span class="sr-only">: {t('language.switch')}</span>
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
