import { placeOf } from '../bins/place';
import { useWords } from '../i18n/language';
import { textOr } from '../i18n/text';
import { useBoard } from '../state/stores';

/** What goes into a bin, and where it stands. */
export function BinName({ point }: { readonly point: string }) {
  const { of, lang } = useWords();
  const bin = useBoard((state) => state.byName.get(point));
  const zone = useBoard((state) => state.site?.zones.find((z) => z.zone === bin?.zone)?.title);
  if (!bin) return <span class="bin-name"><b>{point}</b></span>;
  const fraction = bin.fraction ? textOr(lang, 'fraction', bin.fraction) : of(bin.title);
  return (
    <span class="bin-name">
      <b>{placeOf(of(bin.title), fraction, zone && of(zone))}</b>
      <span>{fraction}</span>
    </span>
  );
}
