import { createContext, use, useMemo, useState } from 'react';
import type { ConversationView, SpaceView } from '../../shared/ipc/views.ts';
import type { MessageId } from '../../shared/model/ids.ts';
import { isAdmin } from '../../shared/model/user.ts';
import { beginEdit, beginReply, discardSend, retrySend } from '../actions/messages.ts';
import { jumpToMessage, raiseToast } from '../actions/navigate.ts';
import { focusComposer } from '../keys/regions.ts';
import { useApp, useAppState } from '../store/AppContext.tsx';
import type { ShownMessage } from '../store/overlay.ts';
import { selectUsers } from '../store/selectors.ts';
import type { ScrollKeeper } from './ScrollKeeper.ts';

/** What can be done with messages of one conversation. */
export type RowActions = {
  canReply(message: ShownMessage): boolean;
  canEdit(message: ShownMessage): boolean;
  canDelete(message: ShownMessage): boolean;
  reply(message: ShownMessage): void;
  edit(message: ShownMessage): void;
  /** Asks first. */
  askDelete(message: ShownMessage): void;
  copy(message: ShownMessage): void;
  retry(message: ShownMessage): void;
  discard(message: ShownMessage): void;
  jumpTo(messageId: MessageId): void;
  /** Keeps a row where it is on the screen while its height changes, but for so many px. */
  keepPlace(key: string, by: number): void;
  /** The message about which is asked whether it shall be deleted. */
  deleting: ShownMessage | null;
  endDelete(): void;
};

export const RowContext = createContext<RowActions | null>(null);

export function useRow(): RowActions {
  const actions = use(RowContext);
  if (actions === null) throw new Error('RowContext is missing');
  return actions;
}

export function useRowActions(
  space: SpaceView,
  conversation: ConversationView,
  keeper: ScrollKeeper,
): RowActions {
  const app = useApp();
  const { spaceId, userId } = space;
  const { id, joined, pending } = conversation;
  const admin = useAppState((state) => {
    const role = selectUsers(state, spaceId)[userId]?.role;
    return role !== undefined && isAdmin(role);
  });
  const [deleting, setDeleting] = useState<ShownMessage | null>(null);
  const mayWrite = joined || pending === 'creating' || pending === 'joining';
  return useMemo(() => {
    const mine = (message: ShownMessage) => message.authorId === userId && !message.deleted;
    const write = (begin: () => void) => {
      begin();
      requestAnimationFrame(focusComposer);
    };
    return {
      canReply: (message) => mayWrite && message.id !== null && !message.deleted,
      canEdit: (message) => mayWrite && mine(message),
      canDelete: (message) =>
        mayWrite && (mine(message) || (admin && !message.deleted && message.id !== null)),
      reply: (message) => message.id !== null && write(() => message.id && beginReply(app, id, message.id)),
      edit: (message) => write(() => beginEdit(app, id, message)),
      askDelete: setDeleting,
      endDelete: () => setDeleting(null),
      deleting,
      copy: (message) => {
        void app.api.call('clipboard:write', { text: message.text });
        raiseToast(app, 'plain', 'toast.copied');
      },
      retry: ({ delivery }) => delivery !== null && void retrySend(app, spaceId, delivery.clientId),
      discard: ({ delivery }) => delivery !== null && void discardSend(app, spaceId, delivery.clientId),
      jumpTo: (messageId) => void jumpToMessage(app, spaceId, id, messageId),
      keepPlace: keeper.keepPlace,
    };
  }, [app, spaceId, userId, id, mayWrite, admin, deleting, keeper]);
}
