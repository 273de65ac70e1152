import { useWords } from '../../i18n/language';
import { formatClock } from '../../format/time';
import { speeds } from './player';
import type { Controls } from './use-player';

interface Props {
  readonly controls: Controls;
  readonly zone: string;
}

/** Play, pause, how fast, and where in the match. */
export function PlayControls({ controls, zone }: Props) {
  const { t, lang } = useWords();
  const { player, speed } = controls;
  const running = player.playing === 'playing' || player.playing === 'loading';
  return (
    <div class="play-controls">
      <button type="button" class="button is-main" data-testid="rehearsal-play" onClick={running ? controls.pause : controls.play}>
        {t(running ? 'rehearsal.pause' : 'rehearsal.play')}
      </button>
      <fieldset class="choice">
        <legend class="sr-only">{t('rehearsal.speed')}</legend>
        {speeds.map((each) => (
          <label key={each} class="choice-item">
            <input type="radio" name="speed" value={each} checked={each === speed} onChange={() => controls.setSpeed(each)} />
            <span>{t('rehearsal.times', { n: each })}</span>
          </label>
        ))}
      </fieldset>
      {player.to > 0 && (
        <label class="seek">
          <span>{t('rehearsal.seek')}</span>
          <input
            type="range" min={player.from} max={player.to - 60_000} step={60_000} value={player.at}
            aria-valuetext={formatClock(player.at, lang, zone)} onChange={(event) => controls.seek(Number(event.currentTarget.value))}
          />
        </label>
      )}
      <p role="status" class="note">
        {player.playing === 'ended' && t('rehearsal.ended')}
        {player.fault !== null && t('rehearsal.failed', { why: player.fault })}
      </p>
    </div>
  );
}
