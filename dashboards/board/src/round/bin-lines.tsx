import type { BinState, BinUrgency } from '../api/types';
import { useWords } from '../i18n/language';
import { Age } from '../value/age';
import type { BinName } from './names';

interface Props {
  readonly name: BinName;
  readonly bin: BinState | undefined;
  readonly state: BinUrgency;
}

/** What is in a bin, where it stands, how it is and how old that word is; a level in doubt is not told as a fact. */
export function BinLines({ name, bin, state }: Props) {
  const { t } = useWords();
  return (
    <span class="bin-lines">
      <b>{name.fraction}</b>
      <span>{name.place}{name.zone && ` · ${name.zone}`}</span>
      <span class="bin-state">
        <b>{state === 'unknown' && bin?.doubt ? t('bin.state.doubt') : t(`bin.state.${state}`)}</b>
        {bin?.level_at && <small>{t('bin.level.of')} <Age at={Date.parse(bin.level_at)} /></small>}
      </span>
    </span>
  );
}
