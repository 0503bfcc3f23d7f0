import { useRef, useState } from 'react';
import type { ConversationView, SpaceView } from '../../shared/ipc/views.ts';
import type { MessageId } from '../../shared/model/ids.ts';
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
import { usePermissions } from '../conversations/usePermissions.ts';
import { useMembers } from '../members/useMembers.ts';
import { useApp, useAppState } from '../store/AppContext.tsx';
import type { App } from '../store/app.ts';
import type { Editing } from '../store/drafts.ts';
import { overlayOutbox, type ShownMessage } from '../store/overlay.ts';
import { selectOutbox } from '../store/selectors.ts';
import type { Wrong } from '../welcome/checks.ts';
import { commandIn, runCommand, type Written } from './commands.ts';

export type Writing = {
  where: Where;
  text: string;
  editing: Editing | undefined;
  /** Why what is written was not sent. */
  problem: Wrong | null;
  /** Whether the text is that of two devices that wrote at once. */
  isMixed: boolean;
  change(text: string): void;
  /** Sends the text, carries out its command or saves the edit; nothing happens with no text or too much. */
  submit(): void;
  /** Sends the text, even if it looks like a command. */
  submitAsText(): void;
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
  return shown.findLast(
    ({ authorId, deleted, notice, forwardedFrom }) =>
      authorId === space.userId && !deleted && notice === null && forwardedFrom === null,
  );
}

/** What is written in a conversation: its draft, or the message that is being edited. */
export function useWriting(space: SpaceView, conversation: ConversationView, thread?: MessageId): Writing {
  const app = useApp();
  const { may } = usePermissions(space, conversation);
  const { memberIds } = useMembers(space, conversation);
  const { id } = conversation;
  const key = thread ?? id;
  const where = { spaceId: space.spaceId, conversationId: id };
  const draft = useAppState((state) => state.drafts[key]) ?? '';
  const editing = useAppState((state) => state.edits[key]);
  const isMixed = useAppState((state) => state.mixed[key] === true);
  const [problem, setProblem] = useState<Wrong | null>(null);
  const saving = useRef(false);
  const text = editing?.text ?? draft;

  const change = (next: string) => {
    setProblem(null);
    if (editing === undefined) writeDraft(app, key, next);
    else changeEdit(app, key, next);
  };

  const saveEdit = async (edit: Editing) => {
    if (saving.current) return;
    saving.current = true;
    const saved = await editMessage(app, where, edit.target, edit.text);
    saving.current = false;
    if (saved) cancelReplyOrEdit(app, key);
    else setProblem({ key: 'composer.sendFailed' });
  };

  const send = async (words: string) => {
    if (!(await sendMessage(app, where, words, thread))) setProblem({ key: 'composer.sendFailed' });
  };

  const carryOut = (written: Written) => {
    const outcome = runCommand(written, { app, where, conversation, may, memberIds });
    if (outcome.kind === 'problem') setProblem(outcome.problem);
    else if (outcome.kind === 'send') void send(outcome.text);
    else change(outcome.kind === 'write' ? outcome.text : '');
  };

  const submit = (asText: boolean) => {
    if (text.trim() === '' || text.length > MAX_TEXT_LENGTH) return;
    if (!messageTextSchema.safeParse(text).success) {
      setProblem({ key: 'composer.badCharacters' });
      return;
    }
    const command = asText ? null : commandIn(text);
    if (editing !== undefined) void saveEdit(editing);
    else if (command !== null) carryOut(command);
    else void send(text);
  };

  const editLast = () => {
    const message = thread === undefined ? lastOwn(app, space, id) : undefined;
    if (message !== undefined) beginEdit(app, key, message);
    return message !== undefined;
  };

  return {
    where,
    text,
    editing,
    problem,
    isMixed: isMixed && editing === undefined,
    change,
    submit: () => submit(false),
    submitAsText: () => submit(true),
    editLast,
    cancel: () => cancelReplyOrEdit(app, key),
  };
}
