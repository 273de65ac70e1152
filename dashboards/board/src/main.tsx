import { render } from 'preact';
import { startQueue } from './actions/queue';
import { dropBegun } from './early/begun';
import { words } from './early/early';
import { startLanguage } from './i18n/language';
import { keepState } from './offline/keep';
import { startWorker } from './offline/worker';
import { Board } from './page/board';
import { findPage } from './page/pages';
import { startLink } from './people/link';
import { startPeople } from './people/session';
import { connect } from './state/connect';
import { listenToPage, openPage, startPage } from './state/page';
import { startSelection } from './state/selection';
import { startSession } from './state/session';
import { startClock } from './state/stores';
import './style/index.css';

/** Without its texts nothing can be shown: the page is opened anew when the network is back, or after this, milliseconds. */
const Again = 5_000;

function start(): void {
  startLanguage();
  startSelection();
  startPage();
  startClock();
  startSession();
  startQueue();
  startPeople();
  keepState();
  const app = document.getElementById('app')!;
  // What stood there until now is the page's own.
  app.replaceChildren();
  render(<Board />, app);
  connect(() => findPage(openPage()).sections, listenToPage);
  dropBegun();
  startWorker();
}

// Before anything else reads the address.
startLink();
words.then(start, () => {
  const reload = (): void => location.reload();
  addEventListener('online', reload);
  setTimeout(reload, Again);
});
