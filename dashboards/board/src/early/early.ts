import { liveAddress } from '../api/sections';
import { fetchWords } from '../i18n/dictionary';
import { rememberedLanguage } from '../i18n/remembered';
import { fetchPart } from '../page/fetched';
import { findPage } from '../page/pages';
import { pageOf } from '../state/page-address';
import { begin } from './begun';

/*
 * The first script of the page, small, and run as soon as it is here: it asks at once for all that the page which is open will need, while the
 * board's own code is still on its way. On a slow network a wait saved is worth more than a kilobyte.
 */
const page = findPage(pageOf(location.hash));

/** The texts of the language that was chosen. */
export const words = fetchWords(rememberedLanguage());

// The page itself tells when it can't be had.
fetchPart(page.load).catch(() => undefined);
begin(liveAddress(page.sections), 'text/event-stream');
begin('/api/v1/points', 'application/json');
begin('/api/v1/site', 'application/json');
begin('/api/v1/session', 'application/json');
