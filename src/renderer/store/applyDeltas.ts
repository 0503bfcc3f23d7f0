import type { Delta } from '../../shared/ipc/deltas.ts';
import type { ConversationId, SpaceId } from '../../shared/model/ids.ts';
import {
  changeMembers,
  putConversations,
  removeConversations,
  replaceConversation,
} from './conversations.ts';
import { replaceDrafts, takeDraft } from './drafts.ts';
import { putEntries } from './entries.ts';
import { putFigures } from './figures.ts';
import { changeWindow, replaceWindow } from './messages.ts';
import { applyChanges, expireThrough } from './messageWindow.ts';
import { leaveConversations, leaveSpace, replaceShown } from './navigation.ts';
import { putSurroundings } from './nearby.ts';
import { changeOutbox, replaceInOutbox } from './outbox.ts';
import { changePlaced, doubtPlaced, expirePlaced, removePlaced } from './placedMessages.ts';
import { putPresence } from './presence.ts';
import { putReads } from './reads.ts';
import { without } from './records.ts';
import { changeHits } from './search.ts';
import { putSpace, removeSpace } from './spaces.ts';
import type { AppState } from './state.ts';
import { putThreads } from './threads.ts';
import { putTyping, replaceTyping } from './typing.ts';
import { putUsers } from './users.ts';

/** Everything kept under one conversation's id moves to another: view, messages, draft and what is written there. */
function replaceEverywhere(
  state: AppState,
  spaceId: SpaceId,
  from: ConversationId,
  to: ConversationId,
): Partial<AppState> {
  return {
    ...replaceConversation(state, spaceId, from, to),
    ...replaceWindow(state, from, to),
    ...replaceInOutbox(state, spaceId, from, to),
    ...replaceDrafts(state, from, to),
    ...replaceTyping(state, from, to),
    ...replaceShown(state, spaceId, from, to),
  };
}

function removeEverywhere(
  state: AppState,
  spaceId: SpaceId,
  ids: readonly ConversationId[],
): Partial<AppState> {
  return {
    ...removeConversations(state, spaceId, ids),
    ...leaveConversations(state, spaceId, ids),
    ...removePlaced(state, ids),
    windows: without(state.windows, ids),
  };
}

/** What one delta changes. Pure: whatever a delta asks to be loaded is only marked here. */
function changesOf(state: AppState, delta: Delta): Partial<AppState> {
  switch (delta.type) {
    case 'space.changed':
      return putSpace(state, delta.space);
    case 'space.removed':
      return {
        ...removeSpace(state, delta.spaceId),
        ...leaveSpace(state, delta.spaceId),
        ...removePlaced(state, Object.keys(state.conversations[delta.spaceId] ?? {}) as ConversationId[]),
      };
    case 'space.reset':
      return { content: { ...state.content, [delta.spaceId]: 'stale' }, ...doubtPlaced(state) };
    case 'users.changed':
      return putUsers(state, delta.spaceId, delta.users);
    case 'entries.changed':
      return putEntries(state, delta.spaceId, delta.entries);
    case 'conversations.changed':
      return putConversations(state, delta.spaceId, delta.conversations);
    case 'conversations.removed':
      return removeEverywhere(state, delta.spaceId, delta.conversationIds);
    case 'conversation.replaced':
      return replaceEverywhere(state, delta.spaceId, delta.from, delta.to);
    case 'members.changed':
      return changeMembers(state, delta.conversationId, delta.joined, delta.left);
    case 'messages.changed':
      return {
        ...changeWindow(state, delta.conversationId, (window) => applyChanges(window, delta.messages)),
        ...changeHits(state, delta.messages),
        ...changePlaced(state, delta.messages),
      };
    case 'threads.changed':
      return putThreads(state, delta.threads);
    case 'messages.reset':
      return {
        ...changeWindow(state, delta.conversationId, (window) => ({ ...window, stale: true })),
        ...doubtPlaced(state),
      };
    case 'messages.expired':
      return {
        ...changeWindow(state, delta.conversationId, (window) => expireThrough(window, delta.throughSeq)),
        ...expirePlaced(state, delta.conversationId, delta.throughSeq),
      };
    case 'outbox.changed':
      return changeOutbox(state, delta.spaceId, delta.items, delta.removedIds);
    case 'draft.changed':
      return takeDraft(state, delta.conversationId, delta.draft, delta.mixed);
    case 'presence.changed':
      return putPresence(state, delta.spaceId, delta.people, delta.all);
    case 'reads.changed':
      return putReads(state, delta.conversationId, delta.reads);
    case 'typing.changed':
      return putTyping(state, delta.conversationId, delta.userIds);
    case 'browser.changed':
      return { facts: state.facts && { ...state.facts, browser: delta.browser } };
    case 'settings.changed':
      return { settings: delta.settings };
    case 'notice.raised':
      return { notices: [...state.notices, delta] };
    case 'figures.changed':
      return putFigures(state, delta.spaceId, delta.figures);
    case 'nearby.changed':
      return putSurroundings(state, delta.surroundings);
    case 'conversation.opened':
    case 'notifications.opened':
    case 'invite.opened':
    case 'request.refused':
      // Not a change of state: the one who listens carries it out.
      return {};
  }
}

/** The one path by which what the app pushes becomes what the window knows. */
export function applyDeltas(state: AppState, deltas: readonly Delta[]): AppState {
  let current = state;
  for (const delta of deltas) current = { ...current, ...changesOf(current, delta) };
  return current;
}
