import type { Delta } from '../../shared/ipc/deltas.ts';
import type { ConversationId, MessageId, Seq, SpaceId, UserId } from '../../shared/model/ids.ts';
import type { InviteLink } from '../../shared/model/inviteLink.ts';
import type { Anchor } from '../ui/anchors.ts';
import { renamed, without } from './records.ts';

/** Where a narrow window, which shows one column at a time, stands. */
export type Pane = 'list' | 'conversation';

/** What stands beside the conversation in place of its people. */
export type Panel =
  | { name: 'thread'; conversationId: ConversationId; messageId: MessageId }
  | { name: 'pins' }
  | { name: 'saved' }
  | { name: 'notifications' }
  | { name: 'search' };

export type DialogName =
  | 'switcher'
  | 'keys'
  | 'settings'
  | 'profile'
  | 'status'
  | 'invite'
  | 'createChannel'
  | 'browseChannels'
  | 'newMessage'
  | 'details'
  | 'addPeople'
  | 'nameSection'
  | 'deleteSection'
  | 'unsent'
  | 'reminders'
  | 'quiet'
  | 'devices'
  | 'manage'
  | 'security'
  | 'signIn'
  | 'signOut'
  | 'forget';

/** The parts of what a space is run by. */
export type ManageSection =
  | 'overview'
  | 'backups'
  | 'people'
  | 'invites'
  | 'reports'
  | 'programs'
  | 'announce'
  | 'audit';

/** A message to go to; `nonce` tells two wishes for the same one apart. */
export type JumpTarget = { messageId: MessageId; nonce: number };

/** A short word about something that has no place of its own, by the key of its text. */
export type Toast = { id: number; kind: 'plain' | 'problem'; text: ToastText };
export type ToastText =
  | 'toast.messageNotHere'
  | 'toast.messageGone'
  | 'toast.linkOtherSpace'
  | 'toast.linkNotHere'
  | 'toast.linkCopied'
  | 'toast.failed'
  | 'toast.notRenamed'
  | 'toast.notFetched'
  | 'toast.readOnly'
  | 'toast.refused'
  | 'toast.refusedConflict'
  | 'toast.offline'
  | 'toast.cacheRebuilt'
  | 'toast.outboxMended'
  | 'toast.sessionOnly'
  | 'toast.spaceRestored'
  | 'toast.copied'
  | 'toast.forwarded'
  | 'toast.reported';

export type Notice = Extract<Delta, { type: 'notice.raised' }>;

/** Where the person is and what is open. */
export type NavigationSlice = {
  /** The way into a space covers the frame when asked for, or when there is no space yet. */
  welcoming: boolean;
  /** An invite that was opened outside of the app, until the form to join has taken it over. */
  invited: InviteLink | null;
  /** One that waits for a word, since something else is being filled in. */
  inviteWaiting: InviteLink | null;
  /** Whether a form of the way into a space holds what would be lost. */
  halfFilled: boolean;
  spaceId: SpaceId | null;
  /** The conversation shown in each space. */
  shown: Readonly<Record<SpaceId, ConversationId>>;
  pane: Pane;
  dialog: DialogName | null;
  panel: Panel | null;
  /** Which part of running the space is looked at. */
  manageSection: ManageSection;
  /** The section that a dialog is about, none for a new one, and what is to be put into that. */
  sectionAsked: { sectionId: string | null; conversationId: ConversationId | null } | null;
  /** Whose card is open, and where. */
  card: { userId: UserId; anchor: Anchor } | null;
  /** Messages after this one are new; kept until the conversation is left. */
  newAfter: Readonly<Record<ConversationId, Seq>>;
  /** Conversations that were marked unread while they are open: nothing in them counts as read until they are left. */
  markedUnread: Readonly<Record<ConversationId, true>>;
  jumps: Readonly<Record<ConversationId, JumpTarget>>;
  /** Whether something was written here since the window was opened. */
  hasSent: boolean;
  toasts: readonly Toast[];
  notices: readonly Notice[];
};

export const initialNavigation: NavigationSlice = {
  welcoming: false,
  invited: null,
  inviteWaiting: null,
  halfFilled: false,
  spaceId: null,
  shown: {},
  pane: 'list',
  dialog: null,
  panel: null,
  manageSection: 'overview',
  sectionAsked: null,
  card: null,
  newAfter: {},
  markedUnread: {},
  jumps: {},
  hasSent: false,
  toasts: [],
  notices: [],
};

export function replaceShown(
  slice: NavigationSlice,
  spaceId: SpaceId,
  from: ConversationId,
  to: ConversationId,
): Partial<NavigationSlice> {
  const shown = slice.shown[spaceId] === from ? { ...slice.shown, [spaceId]: to } : slice.shown;
  return {
    shown,
    newAfter: renamed(slice.newAfter, from, to),
    jumps: renamed(slice.jumps, from, to),
  };
}

/** Conversations that are gone are not shown any more. */
export function leaveConversations(
  slice: NavigationSlice,
  spaceId: SpaceId,
  ids: readonly ConversationId[],
): Partial<NavigationSlice> {
  const shownId = slice.shown[spaceId];
  if (shownId === undefined || !ids.includes(shownId)) return {};
  return { shown: without(slice.shown, [spaceId]), pane: 'list' };
}

export function leaveSpace(slice: NavigationSlice, spaceId: SpaceId): Partial<NavigationSlice> {
  if (slice.spaceId !== spaceId) return {};
  return { spaceId: null, shown: without(slice.shown, [spaceId]), pane: 'list', dialog: null };
}
