import { useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { ConversationView, SpaceView } from '../../shared/ipc/views.ts';
import { askingFor } from '../../shared/model/attention.ts';
import { isActive, type User } from '../../shared/model/user.ts';
import { openDirect } from '../actions/conversations.ts';
import { openConversation } from '../actions/navigate.ts';
import { useApp, useAppState } from '../store/AppContext.tsx';
import { conversationName, selectConversations, selectUsers } from '../store/selectors.ts';
import { useOwnEntries } from '../store/useEntries.ts';
import { Avatar } from '../ui/Avatar.tsx';
import { Badge } from '../ui/Badge.tsx';
import { Dialog } from '../ui/Dialog.tsx';
import { Finder } from '../ui/Finder.tsx';
import { ConversationSign } from './ConversationSign.tsx';
import { isListed, matches, unblocked } from './listing.ts';
import { useMuted } from './useMuted.ts';

type Goal =
  /** `asks` is how much of it asks to be read. */
  | { kind: 'conversation'; view: ConversationView; name: string; asks: number }
  | { kind: 'person'; user: User };

/** At most this many are worth reading through. */
const MOST_FOUND = 40;

/** What one is in comes first, what is unread before what is not, then what was active last; then what could be joined, and people. */
function rank(goal: Goal): number {
  if (goal.kind === 'person') return 3;
  if (!isListed(goal.view)) return 2;
  return goal.asks > 0 ? 0 : 1;
}

function compare(a: Goal, b: Goal): number {
  if (rank(a) !== rank(b)) return rank(a) - rank(b);
  if (a.kind === 'conversation' && b.kind === 'conversation') {
    return (b.view.lastMessageAt ?? 0) - (a.view.lastMessageAt ?? 0);
  }
  return nameOf(a).localeCompare(nameOf(b));
}

const nameOf = (goal: Goal): string =>
  goal.kind === 'person' ? `${goal.user.displayName} ${goal.user.username}` : goal.name;

/** Everything there is to go to: conversations, and people with whom there is none yet. */
function useGoals(space: SpaceView): Goal[] {
  const { t } = useTranslation();
  const conversations = useAppState((state) => selectConversations(state, space.spaceId));
  const users = useAppState((state) => selectUsers(state, space.spaceId));
  const blocked = useOwnEntries(space, 'blocked');
  const muted = useMuted(space);
  const unknown = t('app.unknownPerson');
  return useMemo(() => {
    const views = Object.values(conversations);
    const known = new Set(
      views.filter(({ kind }) => kind === 'direct').flatMap(({ memberIds }) => memberIds),
    );
    const reaching = new Set(unblocked(views, blocked, space.userId));
    const goals = views.map((view): Goal => {
      const name = conversationName(view, users, space.userId, unknown);
      const asks = reaching.has(view) ? askingFor(view, muted.has(view.id)) : 0;
      return { kind: 'conversation', view, name, asks };
    });
    const people = Object.values(users).filter(
      (user) => isActive(user) && !known.has(user.id) && user.id !== space.userId,
    );
    return [...goals, ...people.map((user): Goal => ({ kind: 'person', user }))].sort(compare);
  }, [conversations, users, space.userId, unknown, blocked, muted]);
}

/** Goes to a conversation or person by a few letters. */
export function Switcher({ space, onClose }: { space: SpaceView; onClose: () => void }) {
  const { t } = useTranslation();
  const app = useApp();
  const [wanted, setWanted] = useState('');
  const goals = useGoals(space);
  const found = goals
    .filter((goal) => matches(nameOf(goal), wanted))
    .slice(0, MOST_FOUND)
    .map((value) => ({ key: value.kind === 'person' ? value.user.id : value.view.id, value }));
  const choose = (goal: Goal) => {
    onClose();
    if (goal.kind === 'person') void openDirect(app, space.spaceId, goal.user.id);
    else openConversation(app, space.spaceId, goal.view.id);
  };
  return (
    <Dialog open bare onClose={onClose} title={t('switcher.title')}>
      <Finder
        label={t('switcher.search')}
        wanted={wanted}
        onWanted={setWanted}
        found={found}
        onChoose={choose}
        empty={t('switcher.empty')}
      >
        {(goal) => <GoalRow goal={goal} space={space} />}
      </Finder>
    </Dialog>
  );
}

function GoalRow({ goal, space }: { goal: Goal; space: SpaceView }) {
  const { t } = useTranslation();
  if (goal.kind === 'person') {
    return (
      <>
        <span className="sign sign-person">
          <Avatar id={goal.user.id} name={goal.user.displayName} size="small" />
        </span>
        <bdi className="finder-name one-line">{goal.user.displayName}</bdi>
        <span className="finder-more one-line">@{goal.user.username}</span>
      </>
    );
  }
  return (
    <>
      <ConversationSign view={goal.view} space={space} />
      <bdi className="finder-name one-line">{goal.name}</bdi>
      <span className="finder-state">
        {isListed(goal.view) ? <Badge count={goal.asks} /> : t('switcher.joinable')}
      </span>
    </>
  );
}
