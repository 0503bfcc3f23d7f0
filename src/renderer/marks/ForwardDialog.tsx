import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { ConversationView, SpaceView } from '../../shared/ipc/views.ts';
import { partnerOf } from '../../shared/model/conversation.ts';
import type { UserId } from '../../shared/model/ids.ts';
import { isActive, type User } from '../../shared/model/user.ts';
import { forwardMessage } from '../actions/messages.ts';
import { raiseToast } from '../actions/navigate.ts';
import { ConversationSign } from '../conversations/ConversationSign.tsx';
import { matches } from '../conversations/listing.ts';
import { useApp, useAppState } from '../store/AppContext.tsx';
import type { ShownMessage } from '../store/overlay.ts';
import { conversationName, selectConversations, selectUsers } from '../store/selectors.ts';
import type { UsersById } from '../store/users.ts';
import { useRow } from '../timeline/rowActions.ts';
import { rowElement } from '../timeline/rowElement.ts';
import { useSummary } from '../timeline/useSummary.ts';
import { Button } from '../ui/Button.tsx';
import { Dialog, DialogButtons } from '../ui/Dialog.tsx';
import { Field } from '../ui/Field.tsx';
import { Finder } from '../ui/Finder.tsx';
import './forwarded.css';

const MOST_FOUND = 40;

/** Whether what is sent there reaches anybody: not who may not come in. */
function reaches(view: ConversationView, users: UsersById, me: UserId): boolean {
  const partnerId = partnerOf(view, me);
  const partner: User | undefined = partnerId === undefined ? undefined : users[partnerId];
  return partner === undefined || isActive(partner);
}

type Goal = { view: ConversationView; name: string };

/** Forwards a message: first where to, then a word of one's own to go with it. */
export function ForwardDialog(props: { message: ShownMessage; space: SpaceView; onClose: () => void }) {
  const { t } = useTranslation();
  const app = useApp();
  const { message, space, onClose } = props;
  const { region } = useRow();
  const summary = useSummary(message.text);
  const [goal, setGoal] = useState<Goal | null>(null);
  const [comment, setComment] = useState('');
  const forward = async () => {
    if (goal === null) return;
    onClose();
    // The field that had the focus is gone with the dialog.
    requestAnimationFrame(() => rowElement(message.key, region)?.focus());
    const where = { spaceId: space.spaceId, conversationId: goal.view.id };
    const sent = await forwardMessage(app, where, message, comment);
    raiseToast(app, sent ? 'plain' : 'problem', sent ? 'toast.forwarded' : 'toast.failed');
  };
  return (
    <Dialog open onClose={onClose} title={t('forward.title')}>
      <blockquote className="deleting one-line" dir="auto">
        {summary}
      </blockquote>
      {goal === null ? (
        <Goals space={space} onChoose={setGoal} />
      ) : (
        <form
          className="dialog-form"
          onSubmit={(event) => {
            event.preventDefault();
            void forward();
          }}
        >
          <p className="forward-goal">
            <ConversationSign view={goal.view} space={space} />
            <span className="one-line" dir="auto">
              {t('forward.to', { name: goal.name })}
            </span>
          </p>
          <Field label={t('forward.comment')} value={comment} onChange={setComment} autoFocus />
          <DialogButtons>
            <Button onClick={() => setGoal(null)}>{t('app.back')}</Button>
            <Button look="primary" type="submit">
              {t('forward.send')}
            </Button>
          </DialogButtons>
        </form>
      )}
    </Dialog>
  );
}

function Goals({ space, onChoose }: { space: SpaceView; onChoose: (goal: Goal) => void }) {
  const { t } = useTranslation();
  const [wanted, setWanted] = useState('');
  const conversations = useAppState((state) => selectConversations(state, space.spaceId));
  const users = useAppState((state) => selectUsers(state, space.spaceId));
  const found = Object.values(conversations)
    .filter((view) => view.joined && view.archivedAt === undefined && reaches(view, users, space.userId))
    .map((view) => {
      return { view, name: conversationName(view, users, space.userId, t('app.unknownPerson')) };
    })
    .filter(({ name }) => matches(name, wanted))
    .sort((a, b) => (b.view.lastMessageAt ?? 0) - (a.view.lastMessageAt ?? 0))
    .slice(0, MOST_FOUND)
    .map((value) => ({ key: value.view.id, value }));
  return (
    <Finder
      label={t('forward.search')}
      wanted={wanted}
      onWanted={setWanted}
      found={found}
      onChoose={onChoose}
      empty={t('switcher.empty')}
    >
      {({ view, name }) => (
        <>
          <ConversationSign view={view} space={space} />
          <bdi className="finder-name one-line">{name}</bdi>
        </>
      )}
    </Finder>
  );
}
