import { useState } from 'preact/hooks';
import type { Point, Site } from '../api/types';
import { useLacksName } from '../actions/acting';
import { enqueue, enqueueFile } from '../actions/queue';
import { useWords } from '../i18n/language';
import { textOr } from '../i18n/text';
import { BinPicker } from './bin-picker';
import { type Draft, emptyDraft, judge } from './draft';
import { type Photo, PhotoInput } from './photo-input';
import { percent } from './say';
import { Saved, type SavedCheck } from './saved';
import { type Station, stationOf } from './stations';
import { TotalKg } from './total-kg';
import { WrongParts } from './wrong-parts';

interface Props {
  readonly site: Site;
  readonly stations: readonly Station[];
}

/** A new check: which bin, how much is in it, what is wrong in it, a photo; saved on the phone first. */
export function CheckForm({ site, stations }: Props) {
  const { t, lang } = useWords();
  const [bin, choose] = useState<Point | null>(null);
  const [draft, setDraft] = useState<Draft>(emptyDraft);
  const [photo, setPhoto] = useState<Photo | null>(null);
  const lacksName = useLacksName();
  const [saving, setSaving] = useState(false);
  const [saved, setSaved] = useState<SavedCheck | null>(null);

  const pick = (next: Point | null): void => {
    choose(next);
    setDraft((before) => ({ ...emptyDraft, method: before.method }));
    setPhoto(null);
    if (next) setSaved(null);
  };

  const save = async (): Promise<void> => {
    const judged = bin && judge(draft, bin.point);
    if (!bin || !judged?.body || saving) return;
    const where = `${textOr(lang, 'fraction', bin.fraction ?? '')}, ${stationOf(stations, bin.point)?.title ?? bin.point}`;
    const found = judged.wrong ? t('checks.found', { n: percent(judged.wrong, lang) }) : t('checks.found.none');
    setSaving(true);
    try {
      const action = await enqueue('/api/v1/checks', judged.body, `${t('checks.title')} ${where}: ${found}`);
      if (photo) await enqueueFile(`/api/v1/checks/${action}/photo`, photo.blob, `${t('checks.photo')} ${where}`);
      pick(null);
      setSaved({ action, where, found });
    } catch {
      // The strip of actions says why it could not be kept; the form stays as it is.
    } finally {
      setSaving(false);
    }
  };

  const judged = bin && judge(draft, bin.point);
  return (
    <form class="check-form" data-testid="check-form" onSubmit={(event) => { event.preventDefault(); void save(); }}>
      <Saved saved={saved} dismiss={() => setSaved(null)} />
      <BinPicker site={site} stations={stations} bin={bin} pick={pick} />
      {bin && judged && (
        <>
          <fieldset class="choice check-method">
            <legend>{t('checks.method')}</legend>
            {(['estimated', 'weighed'] as const).map((method) => (
              <label key={method} class="choice-item">
                <input type="radio" name="check-method" value={method} checked={draft.method === method} onChange={() => setDraft({ ...draft, method })} />
                <span>{t(`checks.method.${method}`)}</span>
              </label>
            ))}
          </fieldset>
          <TotalKg bin={bin} draft={draft} change={setDraft} />
          <WrongParts bin={bin} stations={stations} draft={draft} change={setDraft} />
          <PhotoInput photo={photo} change={setPhoto} />
          <label class="field">
            <span>{t('checks.note')}</span>
            <input type="text" maxLength={200} value={draft.note} onInput={(event) => setDraft({ ...draft, note: event.currentTarget.value })} />
          </label>
          <div class="check-save">
            {judged.fault && <p class="warn" role="status">{t(`checks.fault.${judged.fault}`)}</p>}
            <button type="submit" class="primary" disabled={judged.body === null || saving || lacksName} data-testid="check-save">
              {judged.wrong === null ? t('checks.save.plain') : judged.wrong > 0 ? t('checks.save', { n: percent(judged.wrong, lang) }) : t('checks.save.none')}
            </button>
          </div>
        </>
      )}
    </form>
  );
}
