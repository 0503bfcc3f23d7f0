import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { SpaceView } from '../../shared/ipc/views.ts';
import { changeQuietHours, type QuietHours } from '../actions/quiet.ts';
import { useApp } from '../store/AppContext.tsx';
import { Field } from '../ui/Field.tsx';
import '../ui/checks.css';
import { fieldOf, minutesOf } from './quietTimes.ts';
import { useQuiet } from './useQuiet.ts';

/** What is offered to who has set none: from evening to morning, from Sunday's on. */
const usual: QuietHours = { from: 20 * 60, to: 8 * 60, days: [0, 1, 2, 3, 4, 5, 6] };
const week = [1, 2, 3, 4, 5, 6, 0];
/** A Sunday: the days after it are the days of the week. */
const SUNDAY = Date.UTC(2026, 2, 1);
const DAY_MS = 24 * 3_600_000;

/** Hours of the week at which nothing is to disturb: each change is kept at once. */
export function QuietHoursForm({ space }: { space: SpaceView }) {
  const { t } = useTranslation();
  const app = useApp();
  const { quiet } = useQuiet(space);
  const hours = quiet?.hours ?? null;
  const change = (to: (now: QuietHours) => QuietHours) =>
    void changeQuietHours(app, space, (now) => to(now ?? usual));
  return (
    <section className="setting" aria-labelledby="quiet-hours">
      <label className="check" id="quiet-hours">
        <input
          type="checkbox"
          checked={hours !== null}
          onChange={({ target: { checked } }) =>
            void changeQuietHours(app, space, () => (checked ? usual : null))
          }
        />
        {t('quiet.hours')}
      </label>
      {hours !== null && (
        <>
          <div className="quiet-times">
            <Time
              label={t('quiet.from')}
              minutes={hours.from}
              onChange={(from) => change((now) => ({ ...now, from }))}
            />
            <Time
              label={t('quiet.to')}
              minutes={hours.to}
              onChange={(to) => change((now) => ({ ...now, to }))}
            />
          </div>
          <Days
            days={hours.days}
            onChange={(day, on) =>
              change((now) => {
                const others = now.days.filter((one) => one !== day);
                return { ...now, days: on ? [...others, day].sort() : others };
              })
            }
          />
          <p className="field-hint">
            {t(
              hours.days.length === 0
                ? 'quiet.noDays'
                : hours.from < hours.to
                  ? 'quiet.sameDay'
                  : 'quiet.overnight',
            )}
          </p>
        </>
      )}
    </section>
  );
}

/** Kept when it is left, or by Enter: while it is typed it goes through times that nobody means. */
function Time(props: { label: string; minutes: number; onChange: (minutes: number) => void }) {
  const [typed, setTyped] = useState<string | null>(null);
  const leave = () => {
    const minutes = minutesOf(typed ?? '');
    setTyped(null);
    if (minutes !== undefined && minutes !== props.minutes) props.onChange(minutes);
  };
  return (
    <Field
      label={props.label}
      type="time"
      value={typed ?? fieldOf(props.minutes)}
      onChange={setTyped}
      onBlur={leave}
      onKeyDown={({ key }) => {
        if (key === 'Enter') leave();
      }}
    />
  );
}

function Days(props: { days: readonly number[]; onChange: (day: number, on: boolean) => void }) {
  const { days, onChange } = props;
  const { t, i18n } = useTranslation();
  const name = (day: number, weekday: 'short' | 'long') =>
    new Intl.DateTimeFormat(i18n.language, { weekday, timeZone: 'UTC' }).format(SUNDAY + day * DAY_MS);
  return (
    <fieldset className="quiet-days">
      <legend className="unseen">{t('quiet.days')}</legend>
      {week.map((day) => {
        const on = days.includes(day);
        return (
          <button
            key={day}
            type="button"
            className="quiet-day"
            aria-pressed={on}
            aria-label={name(day, 'long')}
            onClick={() => onChange(day, !on)}
          >
            {name(day, 'short')}
          </button>
        );
      })}
    </fieldset>
  );
}
