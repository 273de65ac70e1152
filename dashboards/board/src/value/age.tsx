import { formatAge } from '../format/time';
import { useWords } from '../i18n/language';
import { useNow } from '../state/stores';

/** How long ago something was, by ingest's clock. */
export function Age({ at }: { readonly at: number }) {
  const { lang } = useWords();
  const now = useNow(5_000);
  return <time dateTime={new Date(at).toISOString()}>{formatAge(now - at, lang)}</time>;
}
