import { NameAsk } from '../actions/name-ask';
import { usePending } from '../actions/queue';
import { useWords } from '../i18n/language';
import type { PageProps } from '../page/pages';
import { formatSelection } from '../state/selection-address';
import { addressOf } from '../state/page-address';
import { useRights } from '../state/rights';
import { useBoard } from '../state/stores';
import { Age } from '../value/age';
import { useBinInAddress } from './bin-address';
import { LastNote, LevelNotes } from './bin-notes';
import { DeedButtons } from './deed-buttons';
import { shown } from './deeds';
import { BinLevel, lookOf } from './level';
import { nameOf } from './names';
import { BinStory } from './story';
import { useStaffNames } from './staff';
import { UndoBar } from './undo-bar';

/** One bin, in the round or not: how it stands, what one does at it, and what happened to it. */
export default function BinPage({ site }: PageProps) {
  const words = useWords();
  const { t } = words;
  const name = useBinInAddress();
  const bin = useBoard((board) => board.byName.get(name));
  const state = useBoard((board) => board.bins.get(name));
  const { waiting } = usePending();
  const rights = useRights();
  useStaffNames();
  if (bin?.group !== 'bin') {
    return (
      <section class="bin-page" aria-label={t('menu.bin')}>
        <Back />
        <p class="round-empty" role="status">{t('bin.missing', { name })}</p>
      </section>
    );
  }
  const now = shown(state, name, waiting);
  const called = nameOf(bin, site, words);
  return (
    <div class="bin-page" data-testid="bin-page" data-bin={name} data-state={now.state} data-waiting={now.waiting}>
      <header class="bin-head">
        <Back />
        <h2>{called.fraction}<span>{called.place}{called.zone && ` · ${called.zone}`}</span></h2>
      </header>
      <div class={`bin-now level-${lookOf(now.state)}`}>
        <BinLevel bin={state} state={now.state} />
        <p>
          <b>{now.state === 'unknown' && state?.doubt ? t('bin.state.doubt') : t(`bin.state.${now.state}`)}</b>
          {state?.level_at && <small>{t('bin.level.of')} <Age at={Date.parse(state.level_at)} /></small>}
        </p>
        <a class="plain" href={formatSelection({ point: name, quantity: 'filling_level', span: '6h' })}>{t('bin.map')}</a>
      </div>
      <LevelNotes bin={state} />
      <LastNote deed={now} />
      {rights.has('act') || rights.has('tend') ? (
        <>
          <NameAsk />
          <DeedButtons point={name} name={called.whole} acts={rights.has('act')} mends={rights.has('tend')} />
        </>
      ) : (
        <p class="round-sign-in">{t('round.sign-in')} <a class="plain" href={addressOf('sign-in')}>{t('round.sign-in.link')}</a></p>
      )}
      <BinStory point={name} name={called.whole} site={site} />
      <UndoBar />
    </div>
  );
}

/** Where one came from; the round for who came by a link. */
function Back() {
  const { t } = useWords();
  const go = (): void => {
    if (history.length > 1) history.back();
    else location.hash = addressOf('round');
  };
  return (
    <button type="button" class="bin-back" onClick={go}>
      <svg class="icon" viewBox="0 0 24 24" aria-hidden="true"><path d="M15 5l-7 7 7 7" /></svg>
      {t('bin.back')}
    </button>
  );
}
