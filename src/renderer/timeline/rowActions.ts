import { createContext, use, useMemo } from 'react';
import type { ConversationView, SpaceView } from '../../shared/ipc/views.ts';
import type { MessageId, Timestamp } from '../../shared/model/ids.ts';
import { setReminder } from '../actions/later.ts';
import { pinMessage, react, saveMessage } from '../actions/marks.ts';
import { beginEdit, beginReply, discardSend, markUnread, retrySend } from '../actions/messages.ts';
import { raiseToast } from '../actions/navigate.ts';
import { copyLink, openPlace } from '../actions/openPlace.ts';
import { isShutOut, useClosedWords } from '../composer/useClosedWords.ts';
import { usePermissions } from '../conversations/usePermissions.ts';
import { focusComposer, focusPanelComposer } from '../keys/regions.ts';
import { openPanel } from '../panel/panels.ts';
import { useApp, useAppState } from '../store/AppContext.tsx';
import type { ShownMessage } from '../store/overlay.ts';
import { selectMayWrite } from '../store/selectors.ts';
import type { Anchor } from '../ui/anchors.ts';
import { useMarked } from './useMarked.ts';

/** What is open about one message: its menu, the choice of a reaction, a dialog. */
export type Asked = {
  what: 'menu' | 'react' | 'remind' | 'delete' | 'forward' | 'versions' | 'report';
  message: ShownMessage;
  anchor: Anchor;
};

/** What can be done with messages of one conversation. */
export type RowActions = {
  canMark(message: ShownMessage): boolean;
  canReply(message: ShownMessage): boolean;
  canEdit(message: ShownMessage): boolean;
  canDelete(message: ShownMessage): boolean;
  canForward(message: ShownMessage): boolean;
  canMarkUnread(message: ShownMessage): boolean;
  canReport(message: ShownMessage): boolean;
  isPinned(message: ShownMessage): boolean;
  isSaved(message: ShownMessage): boolean;
  /** Opens something about a message. */
  ask(asked: Asked): void;
  reply(message: ShownMessage): void;
  edit(message: ShownMessage): void;
  copy(message: ShownMessage): void;
  /** Copies a link that leads to the message. */
  copyLink(message: ShownMessage): void;
  /** Sets one's emoji, or takes it away. */
  react(message: ShownMessage, emoji: string, on: boolean): void;
  togglePin(message: ShownMessage): void;
  toggleSaved(message: ShownMessage): void;
  /** With everything that comes after it. */
  markUnread(message: ShownMessage): void;
  /** Has oneself reminded of it. */
  remind(message: ShownMessage, at: Timestamp): void;
  retry(message: ShownMessage): void;
  discard(message: ShownMessage): void;
  jumpTo(messageId: MessageId): void;
  /** Shows a message with its replies. */
  openThread(messageId: MessageId): void;
  /** Where on the screen the rows are: the same message may be in both. */
  region: RowRegion;
  /** Keeps a row where it is on the screen while its height changes, but for so many px. */
  keepPlace(key: string, by: number): void;
};

export type RowRegion = 'timeline' | 'panel';

export const RowContext = createContext<RowActions | null>(null);

export function useRow(): RowActions {
  const actions = use(RowContext);
  if (actions === null) throw new Error('RowContext is missing');
  return actions;
}

export function useRowActions(
  space: SpaceView,
  conversation: ConversationView,
  ask: (asked: Asked) => void,
  keepPlace: RowActions['keepPlace'],
  /** The message whose thread the rows are. */
  thread?: MessageId,
): RowActions {
  const app = useApp();
  const { spaceId, userId } = space;
  const { id, joined, pending, archivedAt } = conversation;
  const { deleteOthersMessages: moderates } = usePermissions(space, conversation).may;
  const { pinned, saved } = useMarked(space, conversation);
  const inIt = joined || pending === 'creating' || pending === 'joining';
  const isClosed = useClosedWords(space, conversation) !== undefined;
  // What was said to who is gone for now can still be changed, kept and taken back.
  const isWriting = useAppState(selectMayWrite);
  const mayWrite = isWriting && inIt && archivedAt === undefined && !isShutOut(space);
  return useMemo(() => {
    const where = { spaceId, conversationId: id };
    const mine = (message: ShownMessage) => message.authorId === userId && !message.deleted;
    const isWritten = ({ id: messageId, deleted, notice }: ShownMessage) =>
      messageId !== null && !deleted && notice === null;
    const isPinned = (message: ShownMessage) => message.id !== null && pinned.has(message.id);
    const isSaved = (message: ShownMessage) => message.id !== null && saved.has(message.id);
    const region: RowRegion = thread === undefined ? 'timeline' : 'panel';
    /** Goes on in the field: to write there, or because what had the focus goes away. */
    const thenWrite = (begin: () => void) => {
      begin();
      requestAnimationFrame(thread === undefined ? focusComposer : focusPanelComposer);
    };
    return {
      canMark: (message) => mayWrite && isWritten(message),
      canReply: (message) => mayWrite && !isClosed && isWritten(message),
      canEdit: (message) =>
        mayWrite && mine(message) && message.notice === null && message.forwardedFrom === null,
      canDelete: (message) =>
        mayWrite && message.notice === null && (mine(message) || (moderates && isWritten(message))),
      // Only what others wrote can be unread.
      canForward: (message) => isWriting && isWritten(message),
      canMarkUnread: (message) => isWriting && joined && isWritten(message) && message.authorId !== userId,
      canReport: (message) => isWriting && joined && isWritten(message) && message.authorId !== userId,
      isPinned,
      isSaved,
      ask,
      // In a thread all that is written replies to its message.
      reply: ({ id: messageId }) =>
        messageId !== null && thenWrite(() => thread === undefined && beginReply(app, id, messageId)),
      edit: (message) => thenWrite(() => beginEdit(app, thread ?? id, message)),
      copy: (message) => {
        void app.api.call('clipboard:write', { text: message.text });
        raiseToast(app, 'plain', 'toast.copied');
      },
      copyLink: ({ id: messageId }) => messageId !== null && copyLink(app, { ...where, messageId }),
      react: (message, emoji, on) => message.id !== null && react(app, where, message.id, emoji, on),
      togglePin: (message) => message.id !== null && pinMessage(app, where, message.id, !isPinned(message)),
      toggleSaved: (message) => message.id !== null && saveMessage(app, where, message.id, !isSaved(message)),
      remind: (message, at) => message.id !== null && void setReminder(app, where, message.id, at),
      markUnread: ({ seq }) => seq !== null && void markUnread(app, where, seq),
      retry: ({ delivery }) =>
        delivery !== null && thenWrite(() => void retrySend(app, spaceId, delivery.clientId)),
      discard: ({ delivery }) =>
        delivery !== null && thenWrite(() => void discardSend(app, spaceId, delivery.clientId)),
      jumpTo: (messageId) => openPlace(app, { ...where, messageId }),
      openThread: (messageId) => openPanel(app, { name: 'thread', conversationId: id, messageId }),
      region,
      keepPlace,
    };
  }, [
    app,
    spaceId,
    userId,
    id,
    joined,
    isWriting,
    mayWrite,
    isClosed,
    moderates,
    pinned,
    saved,
    ask,
    keepPlace,
    thread,
  ]);
}
