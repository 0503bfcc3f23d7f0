import { useRef, useState } from 'react';
import type { ConversationView, SpaceView } from '../../shared/ipc/views.ts';
import { MAX_TEXT_LENGTH, messageTextSchema } from '../../shared/model/text.ts';
import {
  beginEdit,
  cancelReplyOrEdit,
  changeEdit,
  editMessage,
  sendMessage,
  type Where,
  writeDraft,
} from '../actions/messages.ts';
import { useApp, useAppState } from '../store/AppContext.tsx';
import type { App } from '../store/app.ts';
import type { Editing } from '../store/drafts.ts';
import { overlayOutbox, type ShownMessage } from '../store/overlay.ts';
import { selectOutbox } from '../store/selectors.ts';

export type WritingProblem = 'composer.sendFailed' | 'composer.badCharacters';

export type Writing = {
  where: Where;
  text: string;
  editing: Editing | undefined;
  problem: WritingProblem | null;
  change(text: string): void;
  /** Sends the text or saves the edit; nothing happens when there is nothing to send or too much. */
  submit(): void;
  /** Ends a reply or an edit; tells whether there was one. */
  cancel(): boolean;
  /** Begins to edit the last own message that is here; tells whether there is one. */
  editLast(): boolean;
};

/** The last own message of a conversation, sent or not. */
function lastOwn(
  app: App,
  space: SpaceView,
  conversationId: ConversationView['id'],
): ShownMessage | undefined {
  const state = app.store.getState();
  const window = state.windows[conversationId];
  const waiting = selectOutbox(state, space.spaceId).filter((item) => item.conversationId === conversationId);
  const shown = overlayOutbox(window?.messages ?? [], waiting, space.userId, window?.newer !== true);
  return shown.findLast((message) => message.authorId === space.userId && !message.deleted);
}

/** What is written in a conversation: its draft, or the message that is being edited. */
export function useWriting(space: SpaceView, conversation: ConversationView): Writing {
  const app = useApp();
  const { id } = conversation;
  const where = { spaceId: space.spaceId, conversationId: id };
  const draft = useAppState((state) => state.drafts[id]) ?? '';
  const editing = useAppState((state) => state.edits[id]);
  const [problem, setProblem] = useState<WritingProblem | null>(null);
  const saving = useRef(false);
  const text = editing?.text ?? draft;

  const change = (next: string) => {
    setProblem(null);
    if (editing === undefined) writeDraft(app, id, next);
    else changeEdit(app, id, next);
  };

  const saveEdit = async (edit: Editing) => {
    if (saving.current) return;
    saving.current = true;
    const saved = await editMessage(app, where, edit.target, edit.text);
    saving.current = false;
    if (saved) cancelReplyOrEdit(app, id);
    else setProblem('composer.sendFailed');
  };

  const submit = () => {
    if (text.trim() === '' || text.length > MAX_TEXT_LENGTH) return;
    if (!messageTextSchema.safeParse(text).success) {
      setProblem('composer.badCharacters');
      return;
    }
    if (editing !== undefined) void saveEdit(editing);
    else void sendMessage(app, where, text).then((sent) => !sent && setProblem('composer.sendFailed'));
  };

  const editLast = () => {
    const message = lastOwn(app, space, id);
    if (message !== undefined) beginEdit(app, id, message);
    return message !== undefined;
  };

  return {
    where,
    text,
    editing,
    problem,
    change,
    submit,
    editLast,
    cancel: () => cancelReplyOrEdit(app, id),
  };
}
