import { formatAge } from '../format/time';
import { useWords } from '../i18n/language';
import { useNow } from '../state/stores';

interface Props {
  /** Milliseconds, ingest's clock. */
  readonly at: number;
  /** "4 min" instead of "4 min ago", in a list of ages. */
  readonly short?: boolean;
}

/** How long ago something was, by ingest's clock. */
export function Age({ at, short = false }: Props) {
  const { lang } = useWords();
  const now = useNow(5_000);
  return <time dateTime={new Date(at).toISOString()}>{formatAge(now - at, lang, short ? 'age.short' : 'age')}</time>;
}
