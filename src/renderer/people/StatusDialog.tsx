import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { SpaceView } from '../../shared/ipc/views.ts';
import { emojiSchema } from '../../shared/model/emoji.ts';
import { statusTextSchema } from '../../shared/model/text.ts';
import { changeProfile } from '../actions/people.ts';
import { useApp } from '../store/AppContext.tsx';
import { Button } from '../ui/Button.tsx';
import { Dialog, DialogButtons } from '../ui/Dialog.tsx';
import { Field } from '../ui/Field.tsx';
import { Segments } from '../ui/Segments.tsx';
import { type Wrong, wrongsAmong } from '../welcome/checks.ts';
import { useForm } from '../welcome/useForm.ts';
import './people.css';
import { useStatus } from './StatusEmoji.tsx';
import { type Duration, durations, expiryOf } from './status.ts';
import { useOwnUser } from './useOwnUser.ts';

/** What people say most often of themselves, and for how long. */
const presets = [
  { emoji: '📅', text: 'people.inMeeting', duration: 'hour' },
  { emoji: '🍲', text: 'people.atLunch', duration: 'hour' },
  { emoji: '🚋', text: 'people.commuting', duration: 'halfHour' },
  { emoji: '🤒', text: 'people.sick', duration: 'today' },
  { emoji: '🌴', text: 'people.onHoliday', duration: 'week' },
] as const satisfies readonly { emoji: string; text: string; duration: Duration }[];

const checkEmoji = (typed: string): Wrong | null =>
  typed.trim() === '' || emojiSchema.safeParse(typed.trim()).success ? null : { key: 'people.notEmoji' };
const checkWords = (typed: string): Wrong | null => {
  if (typed.trim() === '') return { key: 'field.required' };
  if (typed.trim().length > 100) return { key: 'field.nameTooLong', values: { max: 100 } };
  return statusTextSchema.safeParse(typed.trim()).success ? null : { key: 'field.badCharacters' };
};

/** Says for a while what one is about. */
export function StatusDialog({ space, onClose }: { space: SpaceView; onClose: () => void }) {
  const { t } = useTranslation();
  const app = useApp();
  const current = useStatus(useOwnUser(space));
  const [duration, setDuration] = useState<Duration>('today');
  const form = useForm({
    initial: { emoji: current?.emoji ?? '', text: current?.text ?? '' },
    check: ({ emoji, text }) => wrongsAmong({ emoji: checkEmoji(emoji), text: checkWords(text) }),
    async send({ emoji, text }) {
      const icon = emoji.trim();
      const status = { text: text.trim(), expiresAt: expiryOf(duration, Date.now()) };
      await changeProfile(app, space.spaceId, { status: icon === '' ? status : { ...status, emoji: icon } });
      onClose();
      return null;
    },
  });
  const clear = () => {
    void changeProfile(app, space.spaceId, { status: null });
    onClose();
  };
  return (
    <Dialog open onClose={onClose} title={t('people.setStatus')}>
      <form className="dialog-form" onSubmit={form.onSubmit} noValidate>
        <div className="status-line">
          <Field {...form.bind('emoji')} label={t('people.emoji')} />
          <Field {...form.bind('text')} label={t('people.status')} />
        </div>
        <ul className="status-presets" aria-label={t('people.presets')}>
          {presets.map((preset) => (
            <li key={preset.text}>
              <button
                type="button"
                className="status-preset"
                onClick={() => {
                  form.bind('emoji').onChange(preset.emoji);
                  form.bind('text').onChange(t(preset.text));
                  setDuration(preset.duration);
                }}
              >
                <span aria-hidden="true">{preset.emoji}</span> {t(preset.text)}
                <span className="status-more">{t(`people.${preset.duration}`)}</span>
              </button>
            </li>
          ))}
        </ul>
        <div className="field">
          <span className="field-label" aria-hidden="true">
            {t('people.until')}
          </span>
          <Segments
            label={t('people.until')}
            value={duration}
            options={durations.map((value) => ({ value, label: t(`people.${value}`) }))}
            onChange={setDuration}
          />
        </div>
        <DialogButtons>
          {current !== undefined && <Button onClick={clear}>{t('people.clearStatus')}</Button>}
          <Button onClick={onClose}>{t('app.cancel')}</Button>
          <Button look="primary" type="submit" disabled={form.busy}>
            {t('people.save')}
          </Button>
        </DialogButtons>
      </form>
    </Dialog>
  );
}
