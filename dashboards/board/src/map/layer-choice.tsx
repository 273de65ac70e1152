import type { Group } from '../api/types';
import { useWords } from '../i18n/language';
import { GroupIcon } from '../page/icons';
import { type Layer, layers } from './layer';

const icons: Readonly<Record<Layer, Group>> = {
  all: 'other', waste: 'bin', power: 'incomer', utility: 'heat', people: 'turnstile', climate: 'climate', nodes: 'node',
};

interface Props {
  readonly layer: Layer;
  /** Whether there is room for every layer at once. */
  readonly roomy: boolean;
  readonly choose: (layer: Layer) => void;
}

export function LayerChoice({ layer, roomy, choose }: Props) {
  const { t } = useWords();
  return (
    <fieldset class="choice layers">
      <legend class="sr-only">{t('map.layer')}</legend>
      {layers.filter((l) => roomy || l !== 'all').map((l) => (
        <label key={l} class="choice-item">
          <input type="radio" name="layer" value={l} checked={l === layer} onChange={() => choose(l)} />
          <span>{l !== 'all' && <GroupIcon group={icons[l]} />}{t(`map.layer.${l}`)}</span>
        </label>
      ))}
    </fieldset>
  );
}
