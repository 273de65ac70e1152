import { fetchWords } from '../src/i18n/dictionary';

// A page fetches the one language it is read in before anything is shown; the tests read both.
await Promise.all([fetchWords('sv'), fetchWords('en')]);
