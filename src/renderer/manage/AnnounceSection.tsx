import { type FormEvent, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { SpaceView } from '../../shared/ipc/views.ts';
import { clientIdSchema } from '../../shared/model/ids.ts';
import { type Announced, notificationUrlSchema } from '../../shared/model/notification.ts';
import { notificationBodySchema } from '../../shared/model/text.ts';
import { newId } from '../actions/newId.ts';
import { AnnouncementView } from '../notifications/AnnouncementView.tsx';
import { useOwnUser } from '../people/useOwnUser.ts';
import { Button } from '../ui/Button.tsx';
import { Field, LinesField } from '../ui/Field.tsx';
import { checkAnnouncementTitle } from '../welcome/checks.ts';
import { FormProblem } from '../welcome/FormProblem.tsx';
import { useAct } from './useAct.ts';

const nothing = { title: '', body: '', url: '' };

/** Tells everyone something, as it will look to them. */
export function AnnounceSection({ space }: { space: SpaceView }) {
  const { t } = useTranslation();
  const act = useAct(space);
  const me = useOwnUser(space);
  const [words, setWords] = useState(nothing);
  const [tried, setTried] = useState(false);
  const [told, setTold] = useState<number | null>(null);
  // The same one until it is through, or says something else: trying again tells nobody twice.
  const clientId = useRef(newId());
  const set = (change: Partial<typeof nothing>) => {
    setTold(null);
    clientId.current = newId();
    setWords({ ...words, ...change });
  };
  const url = words.url.trim();
  const titleWrong = checkAnnouncementTitle(words.title);
  const bodyWrong = !notificationBodySchema.safeParse(words.body.trim()).success;
  const urlWrong = url !== '' && !notificationUrlSchema.safeParse(url).success;
  const announced: Announced = {
    title: words.title.trim(),
    body: words.body.trim(),
    ...(url === '' ? {} : { url }),
  };
  const submit = async (event: FormEvent) => {
    event.preventDefault();
    setTried(true);
    if (titleWrong !== null || bodyWrong || urlWrong) return;
    const id = clientIdSchema.parse(clientId.current);
    const done = await act.act('space:announce', { ...announced, clientId: id });
    if (done === null) return;
    clientId.current = newId();
    setWords(nothing);
    setTried(false);
    setTold(done.notified);
  };
  const shown = { ...announced, title: announced.title || t('announce.previewTitle') };
  return (
    <form className="manage-section" onSubmit={(event) => void submit(event)} noValidate>
      <p className="manage-lead">{t('announce.lead')}</p>
      <div className="manage-form">
        <Field
          label={t('announce.title')}
          value={words.title}
          error={tried && titleWrong !== null ? t(titleWrong.key, titleWrong.values ?? {}) : undefined}
          onChange={(title) => set({ title })}
        />
        <LinesField
          label={t('announce.body')}
          value={words.body}
          error={bodyWrong ? t('announce.bodyWrong') : undefined}
          onChange={(body) => set({ body })}
        />
        <Field
          label={t('announce.url')}
          hint={t('announce.urlHint')}
          value={words.url}
          dir="ltr"
          error={tried && urlWrong ? t('announce.urlWrong') : undefined}
          onChange={(next) => set({ url: next })}
        />
      </div>
      <section className="manage-form" aria-label={t('announce.preview')}>
        <h2 className="field-label">{t('announce.preview')}</h2>
        <AnnouncementView
          announced={shown}
          by={t('notifications.announcement', { name: me?.displayName ?? space.username })}
        />
      </section>
      <FormProblem words={act.problem} />
      <div className="manage-row">
        <Button look="primary" type="submit" disabled={act.busy}>
          {t('announce.submit')}
        </Button>
        <p role="status">{told !== null && t('announce.done', { count: told })}</p>
      </div>
    </form>
  );
}
