import { render } from 'preact';
import { startLanguage } from './i18n/language';
import { Board } from './page/board';
import { connect } from './state/connect';
import { startPage } from './state/page';
import { startSelection } from './state/selection';
import { startClock } from './state/stores';
import './style/index.css';

startLanguage();
startSelection();
startPage();
startClock();
render(<Board />, document.getElementById('app')!);
connect();
