import { useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { ConversationView, SpaceView } from '../../shared/ipc/views.ts';
import type { UserId } from '../../shared/model/ids.ts';
import { isActive } from '../../shared/model/user.ts';
import { addPeople } from '../actions/governing.ts';
import { useMembers } from '../members/useMembers.ts';
import { useApp, useAppState } from '../store/AppContext.tsx';
import { selectUsers } from '../store/selectors.ts';
import { Dialog } from '../ui/Dialog.tsx';
import { Finder } from '../ui/Finder.tsx';
import { matches } from './listing.ts';
import { PersonFound } from './PersonFound.tsx';
import { useConversationName } from './useConversationName.ts';

/** Adds people to a conversation, one after the other: who was chosen leaves the list. */
export function AddPeopleDialog(props: {
  space: SpaceView;
  conversation: ConversationView;
  onClose: () => void;
}) {
  const { space, conversation, onClose } = props;
  const { t } = useTranslation();
  const app = useApp();
  const [wanted, setWanted] = useState('');
  const [added, setAdded] = useState<readonly UserId[]>([]);
  const name = useConversationName(space, conversation);
  const { memberIds } = useMembers(space, conversation);
  const users = useAppState((state) => selectUsers(state, space.spaceId));
  const people = useMemo(() => {
    const there = new Set([...(memberIds ?? []), ...added]);
    return Object.values(users)
      .filter((user) => isActive(user) && !there.has(user.id))
      .sort((a, b) => a.displayName.localeCompare(b.displayName));
  }, [users, memberIds, added]);
  const found = people
    .filter(({ displayName, username }) => matches(`${displayName} ${username}`, wanted))
    .map((value) => ({ key: value.id, value }));
  return (
    <Dialog open onClose={onClose} title={t('details.addTitle', { name })}>
      <Finder
        label={t('newMessage.search')}
        wanted={wanted}
        onWanted={setWanted}
        found={found}
        onChoose={({ id }) => {
          setAdded([...added, id]);
          setWanted('');
          void addPeople(app, { spaceId: space.spaceId, conversationId: conversation.id }, [id]);
        }}
        empty={people.length === 0 ? t('details.allThere') : t('newMessage.empty')}
      >
        {(user) => <PersonFound user={user} space={space} />}
      </Finder>
      <p className="unseen" role="status">
        {added.length > 0 &&
          t('details.added', { name: users[added.at(-1) ?? space.userId]?.displayName ?? '' })}
      </p>
    </Dialog>
  );
}
