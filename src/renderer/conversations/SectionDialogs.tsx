import { useTranslation } from 'react-i18next';
import type { SpaceView } from '../../shared/ipc/views.ts';
import { createSection, deleteSection, renameSection } from '../actions/arrange.ts';
import { useApp, useAppState } from '../store/AppContext.tsx';
import { useOwnEntries } from '../store/useEntries.ts';
import { Button } from '../ui/Button.tsx';
import { Dialog, DialogButtons } from '../ui/Dialog.tsx';
import { Field } from '../ui/Field.tsx';
import { checkSectionName, wrongsAmong } from '../welcome/checks.ts';
import { useForm } from '../welcome/useForm.ts';
import './dialogs.css';

type Props = { space: SpaceView; onClose: () => void };

/** Asks for the name of a section, of a new one or another one for one that is there. */
export function NameSectionDialog({ space, onClose }: Props) {
  const { t } = useTranslation();
  const app = useApp();
  const asked = useAppState((state) => state.sectionAsked);
  const sections = useOwnEntries(space, 'section');
  const sectionId = asked?.sectionId ?? null;
  const form = useForm({
    initial: { name: sectionId === null ? '' : (sections.get(sectionId)?.name ?? '') },
    check: ({ name }) => wrongsAmong({ name: checkSectionName(name) }),
    send: async ({ name }) => {
      if (sectionId === null) createSection(app, space.spaceId, name.trim(), asked?.conversationId ?? null);
      else renameSection(app, space.spaceId, sectionId, name.trim());
      onClose();
      return null;
    },
  });
  return (
    <Dialog open onClose={onClose} title={sectionId === null ? t('section.create') : t('section.rename')}>
      <form className="dialog-form" onSubmit={form.onSubmit} noValidate>
        <Field
          {...form.bind('name')}
          autoFocus
          label={t('section.name')}
          placeholder={t('section.namePlaceholder')}
        />
        <DialogButtons>
          <Button onClick={onClose}>{t('app.cancel')}</Button>
          <Button look="primary" type="submit" disabled={form.busy}>
            {sectionId === null ? t('section.createSubmit') : t('section.renameSubmit')}
          </Button>
        </DialogButtons>
      </form>
    </Dialog>
  );
}

/** Asks before the work of putting a section together is undone. */
export function DeleteSectionDialog({ space, onClose }: Props) {
  const { t } = useTranslation();
  const app = useApp();
  const sectionId = useAppState((state) => state.sectionAsked?.sectionId) ?? null;
  const name = useOwnEntries(space, 'section').get(sectionId ?? '')?.name ?? '';
  const confirm = () => {
    onClose();
    if (sectionId !== null) deleteSection(app, space.spaceId, sectionId);
  };
  return (
    <Dialog open onClose={onClose} title={t('section.deleteTitle', { name })} lead={t('section.deleteLead')}>
      <DialogButtons>
        <Button onClick={onClose}>{t('app.cancel')}</Button>
        <Button look="danger" onClick={confirm}>
          {t('section.deleteConfirm')}
        </Button>
      </DialogButtons>
    </Dialog>
  );
}
