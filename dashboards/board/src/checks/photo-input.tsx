import { useState } from 'preact/hooks';
import { useWords } from '../i18n/language';
import { shrink } from './photo';

export interface Photo {
  readonly blob: Blob;
  /** data: address, which the content security policy lets through. */
  readonly shown: string;
}

interface Props {
  readonly photo: Photo | null;
  readonly change: (photo: Photo | null) => void;
}

/** The camera of the phone; the picture is made small here, and nothing but the picture is kept of it. */
export function PhotoInput({ photo, change }: Props) {
  const { t } = useWords();
  const [fault, setFault] = useState(false);
  const take = async (input: HTMLInputElement): Promise<void> => {
    const file = input.files?.[0];
    input.value = '';
    if (!file) return;
    setFault(false);
    try {
      const blob = await shrink(file);
      change({ blob, shown: await addressOf(blob) });
    } catch {
      // Whatever a phone gives that a browser can't draw: a film, a raw picture.
      setFault(true);
    }
  };
  return (
    <div class="photo">
      <label class="photo-take">
        <input type="file" accept="image/*" capture="environment" data-testid="check-photo" onChange={(event) => void take(event.currentTarget)} />
        <span>{t(photo ? 'checks.photo.other' : 'checks.photo.take')}</span>
      </label>
      {photo && <img src={photo.shown} alt={t('checks.photo.alt')} />}
      {photo && <button type="button" class="plain" onClick={() => change(null)}>{t('checks.photo.remove')}</button>}
      {fault && <p class="warn" role="alert">{t('checks.photo.fault')}</p>}
      <p class="note">{t('checks.photo.hint')}</p>
    </div>
  );
}

const addressOf = (blob: Blob): Promise<string> =>
  new Promise((resolve, reject) => {
    const reader = new FileReader();
    reader.onload = () => resolve(reader.result as string);
    reader.onerror = () => reject(reader.error ?? new Error('FileReader'));
    reader.readAsDataURL(blob);
  });
