import { type KeyboardEvent, useMemo, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { SpaceView } from '../../shared/ipc/views.ts';
import { MAX_GROUP } from '../../shared/model/conversation.ts';
import { isActive, isAdmin, type User } from '../../shared/model/user.ts';
import { openAmong } from '../actions/conversations.ts';
import { openDialog } from '../actions/navigate.ts';
import { hasCommand, keyWords } from '../keys/keyWords.ts';
import { useIsGuest } from '../people/useIsGuest.ts';
import { useApp, useAppState } from '../store/AppContext.tsx';
import { selectUsers } from '../store/selectors.ts';
import { Avatar } from '../ui/Avatar.tsx';
import { Button } from '../ui/Button.tsx';
import { Chips } from '../ui/Chips.tsx';
import { Dialog, DialogButtons } from '../ui/Dialog.tsx';
import { Finder } from '../ui/Finder.tsx';
import { Tip } from '../ui/Tip.tsx';
import './dialogs.css';
import { matches } from './listing.ts';
import { PersonFound } from './PersonFound.tsx';

/** Chooses whom to write to: one person for a direct message, several for a group. */
export function NewMessageDialog({ space, onClose }: { space: SpaceView; onClose: () => void }) {
  const { t } = useTranslation();
  const app = useApp();
  const [wanted, setWanted] = useState('');
  const field = useRef<HTMLInputElement>(null);
  const { chosen, left, isFull, choose, remove } = useChoice(space);
  const found = left
    .filter(({ displayName, username }) => matches(`${displayName} ${username}`, wanted))
    .map((value) => ({ key: value.id, value }));
  const opening = useRef(false);
  // Stays until the conversation is there: what is typed meanwhile must not go to the one before.
  const open = async () => {
    if (chosen.length === 0 || opening.current) return;
    opening.current = true;
    const ids = chosen.map(({ id }) => id);
    await openAmong(app, space.spaceId, ids);
    opening.current = false;
  };
  const onKey = (event: KeyboardEvent<HTMLInputElement>): boolean => {
    const last = chosen.at(-1);
    if (event.key === 'Enter' && hasCommand(event.nativeEvent)) void open();
    else if (event.key === 'Backspace' && wanted === '' && last !== undefined) remove(last.id);
    else return false;
    return true;
  };
  return (
    <Dialog open onClose={onClose} title={t('newMessage.title')}>
      <Finder
        fieldRef={field}
        label={t('newMessage.search')}
        wanted={wanted}
        onWanted={setWanted}
        found={isFull ? [] : found}
        onChoose={(user) => {
          choose(user);
          setWanted('');
        }}
        onKey={onKey}
        chosen={
          <Chips
            label={t('newMessage.chosen')}
            chips={chosen.map(({ id, displayName }) => ({
              key: id,
              name: displayName,
              sign: <Avatar id={id} name={displayName} size="tiny" />,
            }))}
            removeLabel={(name) => t('newMessage.remove', { name })}
            onRemove={(id) => {
              remove(id);
              // The chip that had the focus is gone.
              field.current?.focus();
            }}
          />
        }
        empty={isFull ? <Full space={space} /> : t('newMessage.empty')}
      >
        {(user) => <PersonFound user={user} space={space} />}
      </Finder>
      <Alone space={space} />
      <p className="unseen" role="status">
        {chosen.length > 0 && t('newMessage.count', { count: chosen.length })}
      </p>
      <DialogButtons>
        <Button onClick={onClose}>{t('app.cancel')}</Button>
        <Tip label={t('newMessage.open')} keys={keyWords('Ctrl+Enter')}>
          <Button look="primary" disabled={chosen.length === 0} onClick={() => void open()}>
            {chosen.length > 1 ? t('newMessage.openGroup') : t('newMessage.openDirect')}
          </Button>
        </Tip>
      </DialogButtons>
    </Dialog>
  );
}

/** Who is chosen, in the order in which they were, and who is left to choose. */
function useChoice({ spaceId, userId: me }: SpaceView) {
  const users = useAppState((state) => selectUsers(state, spaceId));
  const [chosen, setChosen] = useState<readonly User[]>([]);
  const people = useMemo(
    () =>
      Object.values(users)
        .filter(isActive)
        .sort((a, b) => a.displayName.localeCompare(b.displayName)),
    [users],
  );
  const ids = new Set(chosen.map(({ id }) => id));
  return {
    chosen,
    // Oneself is in whatever one opens; alone, it is a place for notes.
    left: people.filter(({ id }) => !ids.has(id) && (id !== me || chosen.length === 0)),
    isFull: chosen.length >= MAX_GROUP - 1,
    choose: (user: User) => setChosen([...chosen.filter(({ id }) => id !== me), user]),
    remove: (id: string) => setChosen(chosen.filter((one) => one.id !== id)),
  };
}

function Full({ space }: { space: SpaceView }) {
  const { t } = useTranslation();
  const app = useApp();
  const guest = useIsGuest(space);
  return (
    <>
      <span role="alert">{t('newMessage.full', { count: MAX_GROUP })}</span>
      {!guest && (
        <Button size="small" onClick={() => openDialog(app, 'createChannel')}>
          {t('space.createChannel')}
        </Button>
      )}
    </>
  );
}

/** Whoever is the only one here is told what to do about it. */
function Alone({ space }: { space: SpaceView }) {
  const { t } = useTranslation();
  const app = useApp();
  const users = useAppState((state) => selectUsers(state, space.spaceId));
  const role = users[space.userId]?.role;
  if (Object.keys(users).length > 1 || role === undefined || !isAdmin(role)) return null;
  return (
    <p className="new-message-alone">
      {t('newMessage.alone')}{' '}
      <Button look="quiet" size="small" onClick={() => openDialog(app, 'invite')}>
        {t('newMessage.invite')}
      </Button>
    </p>
  );
}
