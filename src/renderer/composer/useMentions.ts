import { type KeyboardEvent, type RefObject, useId, useMemo, useState } from 'react';
import type { ConversationView, SpaceView } from '../../shared/ipc/views.ts';
import type { User } from '../../shared/model/user.ts';
import { useMembers } from '../members/useMembers.ts';
import { useAppState } from '../store/AppContext.tsx';
import { selectUsers } from '../store/selectors.ts';
import { completeMention, type MentionQuery, mentionAt, offeredPeople } from './mentionQuery.ts';
import type { Writing } from './useWriting.ts';

export type Mentions = {
  open: boolean;
  people: readonly User[];
  active: number;
  listId: string;
  activeId: string | undefined;
  look(): void;
  close(): void;
  choose(user: User): void;
  /** Tells whether the key was for the list. */
  onKeyDown(event: KeyboardEvent): boolean;
};

/** Offers people while an `@` is being typed. */
export function useMentions(
  space: SpaceView,
  conversation: ConversationView,
  field: RefObject<HTMLTextAreaElement | null>,
  writing: Writing,
): Mentions {
  const listId = useId();
  const [query, setQuery] = useState<MentionQuery | null>(null);
  const [active, setActive] = useState(0);
  const { memberIds } = useMembers(space, conversation);
  const users = useAppState((state) => selectUsers(state, space.spaceId));
  const people = useMemo(() => {
    if (query === null) return [];
    const candidates = memberIds?.flatMap((id) => users[id] ?? []) ?? Object.values(users);
    const others = candidates.filter(({ id }) => id !== space.userId);
    return offeredPeople(others, query.wanted);
  }, [query, memberIds, users, space.userId]);
  const open = people.length > 0;

  const look = () => {
    const element = field.current;
    const next =
      element === null || element.selectionStart !== element.selectionEnd
        ? null
        : mentionAt(element.value, element.selectionStart);
    setQuery(next);
    if (next?.wanted !== query?.wanted) setActive(0);
  };

  const choose = (user: User) => {
    if (query === null) return;
    const { text, caret } = completeMention(writing.text, query, user.username);
    writing.change(text);
    setQuery(null);
    requestAnimationFrame(() => {
      field.current?.focus();
      field.current?.setSelectionRange(caret, caret);
    });
  };

  const onKeyDown = (event: KeyboardEvent): boolean => {
    const user = people[active];
    if (!open || user === undefined || event.ctrlKey || event.metaKey || event.altKey) return false;
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (step !== undefined) setActive((active + step + people.length) % people.length);
    else if (event.key === 'Tab' || (event.key === 'Enter' && !event.shiftKey)) choose(user);
    else if (event.key === 'Escape') setQuery(null);
    else return false;
    event.preventDefault();
    return true;
  };

  const activeId = open ? `${listId}-${active}` : undefined;
  return { open, people, active, listId, activeId, look, close: () => setQuery(null), choose, onKeyDown };
}
