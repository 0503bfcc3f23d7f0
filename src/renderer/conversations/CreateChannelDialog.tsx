import { Switch } from '@base-ui/react/switch';
import { useId, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { SpaceView } from '../../shared/ipc/views.ts';
import { createChannel } from '../actions/conversations.ts';
import { useApp } from '../store/AppContext.tsx';
import { Button } from '../ui/Button.tsx';
import { Dialog, DialogButtons } from '../ui/Dialog.tsx';
import { Field } from '../ui/Field.tsx';
import { checkChannelName, wrongsAmong, wrongsOf } from '../welcome/checks.ts';
import { FormProblem } from '../welcome/FormProblem.tsx';
import { useForm } from '../welcome/useForm.ts';
import './dialogs.css';

/** Asks for a channel's name and makes it. */
export function CreateChannelDialog({ space, onClose }: { space: SpaceView; onClose: () => void }) {
  const { t } = useTranslation();
  const app = useApp();
  const hintId = useId();
  const [secluded, setSecluded] = useState(false);
  const form = useForm({
    initial: { name: '' },
    check: ({ name }) => wrongsAmong({ name: checkChannelName(name) }),
    send: async ({ name }) => {
      const refused = await createChannel(app, space.spaceId, { name: name.trim(), private: secluded });
      if (refused === null) return null;
      return wrongsOf(refused, { conflict: { field: 'name', key: 'error.channelTaken' } });
    },
  });
  return (
    <Dialog open onClose={onClose} title={t('createChannel.title')}>
      <form className="dialog-form" onSubmit={form.onSubmit} noValidate>
        <Field
          {...form.bind('name')}
          autoFocus
          label={t('createChannel.name')}
          placeholder={t('createChannel.namePlaceholder')}
        />
        <div className="choice">
          <span className="choice-words">
            <span className="field-label">{t('createChannel.private')}</span>
            <span id={hintId} className="field-hint">
              {t('createChannel.privateHint')}
            </span>
          </span>
          <Switch.Root
            className="switch"
            checked={secluded}
            onCheckedChange={setSecluded}
            aria-label={t('createChannel.private')}
            aria-describedby={hintId}
          >
            <Switch.Thumb className="switch-thumb" />
          </Switch.Root>
        </div>
        <FormProblem words={form.wrong('form')} />
        <DialogButtons>
          <Button onClick={onClose}>{t('app.cancel')}</Button>
          <Button look="primary" type="submit" disabled={form.busy}>
            {t('createChannel.submit')}
          </Button>
        </DialogButtons>
      </form>
    </Dialog>
  );
}
