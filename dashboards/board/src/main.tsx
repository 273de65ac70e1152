import { render } from 'preact';
import { startQueue } from './actions/queue';
import { startLanguage } from './i18n/language';
import { keepState } from './offline/keep';
import { startWorker } from './offline/worker';
import { Board } from './page/board';
import { findPage } from './page/pages';
import { fetchPart } from './page/part';
import { startLink } from './people/link';
import { startPeople } from './people/session';
import { connect } from './state/connect';
import { listenToPage, openPage, pageOf, startPage } from './state/page';
import { startSelection } from './state/selection';
import { startSession } from './state/session';
import { startClock } from './state/stores';
import './style/index.css';

// Before anything else reads the address.
startLink();
startLanguage();
startSelection();
startPage();
startClock();
startSession();
startQueue();
startPeople();
keepState();
// Beside the catalogue, not after it. The page itself tells when it can't be had.
fetchPart(findPage(pageOf(location.hash)).load).catch(() => undefined);
render(<Board />, document.getElementById('app')!);
connect(() => findPage(openPage()).sections, listenToPage);
startWorker();
