import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { SpaceView } from '../../shared/ipc/views.ts';
import { titleSchema } from '../../shared/model/text.ts';
import { timeZoneSchema, type User } from '../../shared/model/user.ts';
import { changeProfile } from '../actions/people.ts';
import { useApp } from '../store/AppContext.tsx';
import { Button } from '../ui/Button.tsx';
import { Dialog, DialogButtons } from '../ui/Dialog.tsx';
import { Field } from '../ui/Field.tsx';
import { checkDisplayName, type Wrong, wrongsAmong } from '../welcome/checks.ts';
import { useForm } from '../welcome/useForm.ts';
import { useOwnUser } from './useOwnUser.ts';

/** The zone of this computer, which is offered first. */
const here = (): string => Intl.DateTimeFormat().resolvedOptions().timeZone;

const checkTitle = (typed: string): Wrong | null => {
  const title = typed.trim();
  if (title === '' || titleSchema.safeParse(title).success) return null;
  return title.length > 80
    ? { key: 'field.nameTooLong', values: { max: 80 } }
    : { key: 'field.badCharacters' };
};
const checkZone = (typed: string): Wrong | null =>
  typed.trim() === '' || timeZoneSchema.safeParse(typed.trim()).success ? null : { key: 'people.badZone' };

/** Changes what one says of oneself. */
export function ProfileDialog({ space, onClose }: { space: SpaceView; onClose: () => void }) {
  const user = useOwnUser(space);
  return user === undefined ? null : <ProfileForm space={space} user={user} onClose={onClose} />;
}

function ProfileForm({ space, user, onClose }: { space: SpaceView; user: User; onClose: () => void }) {
  const { t } = useTranslation();
  const app = useApp();
  const [zones] = useState(() => Intl.supportedValuesOf('timeZone'));
  const form = useForm({
    initial: { displayName: user.displayName, title: user.title ?? '', timeZone: user.timeZone ?? here() },
    check: ({ displayName, title, timeZone }) =>
      wrongsAmong({
        displayName: checkDisplayName(displayName),
        title: checkTitle(title),
        timeZone: checkZone(timeZone),
      }),
    async send({ displayName, title, timeZone }) {
      await changeProfile(app, space.spaceId, {
        displayName: displayName.trim(),
        title: title.trim() || null,
        timeZone: timeZone.trim() || null,
      });
      onClose();
      return null;
    },
  });
  return (
    <Dialog open onClose={onClose} title={t('people.editProfile')}>
      <form className="dialog-form" onSubmit={form.onSubmit} noValidate>
        <Field {...form.bind('displayName')} label={t('hostForm.displayName')} />
        <Field {...form.bind('title')} label={t('people.title')} placeholder={t('people.titlePlaceholder')} />
        <Field
          {...form.bind('timeZone')}
          label={t('people.timeZone')}
          hint={t('people.timeZoneHint')}
          list="time-zones"
        />
        <datalist id="time-zones">
          {zones.map((zone) => (
            <option key={zone} value={zone} />
          ))}
        </datalist>
        <DialogButtons>
          <Button onClick={onClose}>{t('app.cancel')}</Button>
          <Button look="primary" type="submit" disabled={form.busy}>
            {t('people.save')}
          </Button>
        </DialogButtons>
      </form>
    </Dialog>
  );
}
