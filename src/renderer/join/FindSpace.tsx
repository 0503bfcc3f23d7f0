import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { AppError } from '../../shared/ipc/contract.ts';
import { openSpace } from '../actions/navigate.ts';
import { useApp } from '../store/AppContext.tsx';
import type { NearbySpace } from '../store/nearby.ts';
import { Button } from '../ui/Button.tsx';
import { Field } from '../ui/Field.tsx';
import { checkFilled, type Wrong, wrongsAmong, wrongsOf } from '../welcome/checks.ts';
import { useForm } from '../welcome/useForm.ts';
import { approach, type NextStep } from './approach.ts';
import { ConnectionTest } from './ConnectionTest.tsx';
import './find.css';
import { NearbyList } from './NearbyList.tsx';
import { NotFoundReasons } from './NotFoundReasons.tsx';
import { readWay, type Way, wayTo } from './typedWay.ts';
import type { Attempts } from './useAttempts.ts';
import { useConnectionTest } from './useConnectionTest.ts';
import { useNearby } from './useNearby.ts';

const damaged: Wrong = { key: 'error.damagedLink' };

/** Whatever is wrong here is wrong with the address. */
const wrongWith = (refused: AppError) =>
  wrongsOf<'address'>(refused, { [refused.code]: { field: 'address' } });

/** Finds a space: one that is around, or by what was given to come into it. */
export function FindSpace(props: {
  typed: string;
  /** Where the address came from, if nobody typed it. */
  hint: string | undefined;
  attempts: Attempts;
  onTyped: (typed: string) => void;
  /** Somebody is asked there from now on. */
  onAsked: () => void;
  onFound: (next: NextStep) => void;
}) {
  const { t } = useTranslation();
  const app = useApp();
  const { nearby, looked, refused } = useNearby();
  const { tested, test, clear } = useConnectionTest();
  const [busy, setBusy] = useState<string | null>(null);
  const form = useForm({
    initial: { address: props.typed },
    check: ({ address }) =>
      wrongsAmong({ address: checkFilled(address) ?? (readWay(address) === 'damaged' ? damaged : null) }),
    send: async ({ address }) => {
      const way = readWay(address);
      if (way === 'damaged') return { address: damaged };
      const refused = await go(way);
      return refused && wrongWith(refused);
    },
  });
  const go = async (way: Way): Promise<AppError | null> => {
    props.onAsked();
    const next = await props.attempts.begin(() => approach(app, way));
    if (next === null) return null;
    if ('code' in next) return next;
    props.onFound(next);
    return null;
  };
  const tryWay = (way: Way) => {
    props.onAsked();
    test(way);
  };
  const write = (address: string) => {
    clear();
    props.attempts.drop();
    props.onTyped(address);
    form.bind('address').onChange(address);
  };
  const choose = async (space: NearbySpace) => {
    const { spaceId, joined, state } = space;
    const address = space.address;
    if (joined) return openSpace(app, spaceId);
    write(address);
    if (state === 'silent' || state === 'gone') return tryWay(wayTo(address));
    setBusy(spaceId);
    const refused = await go(wayTo(address));
    setBusy((now) => (now === spaceId ? null : now));
    if (refused === null) return;
    // Where nothing answers, it is of use to see how far one comes.
    if (refused.code === 'unreachable') test(wayTo(address));
    else form.tell(wrongWith(refused));
  };
  const field = form.bind('address');
  const way = readWay(field.value);
  const nothing = nearby !== null && nearby.spaces.length === 0 && (looked || !nearby.canLook);
  return (
    <div className="find">
      <NearbyList
        nearby={nearby}
        looked={looked}
        refused={refused}
        busy={busy}
        onChoose={(space) => void choose(space)}
      />
      <form className="form" onSubmit={form.onSubmit} noValidate>
        <Field
          {...field}
          onChange={write}
          autoFocus={props.hint === undefined}
          dir="ltr"
          inputMode="url"
          autoCapitalize="none"
          label={t('joinForm.address')}
          hint={props.hint ?? t('joinForm.addressHint')}
        />
        <Button
          look="primary"
          size="large"
          type="submit"
          autoFocus={props.hint !== undefined}
          disabled={form.busy}
        >
          {form.busy ? t('joinForm.finding') : t('joinForm.find')}
        </Button>
        <Button
          look="quiet"
          className="find-test"
          disabled={way === 'damaged' || way.address === ''}
          onClick={() => way !== 'damaged' && tryWay(way)}
        >
          {t('test.start')}
        </Button>
      </form>
      {tested !== null && <ConnectionTest tested={tested} />}
      {nothing && <NotFoundReasons nearby={nearby} />}
    </div>
  );
}
