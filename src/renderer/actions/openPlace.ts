import { type Place, permalinkOf } from '../../shared/model/permalink.ts';
import type { App } from '../store/app.ts';
import { openConversation, raiseToast } from './navigate.ts';

/**
 * Goes to a conversation, or to a message wherever it is: with what is around it, and lit for a moment.
 * Says so when it is in a space or conversation that is not on this computer.
 */
export function openPlace(app: App, { spaceId, conversationId, messageId }: Place): void {
  const { spaces, conversations } = app.store.getState();
  if (spaces[spaceId] === undefined) raiseToast(app, 'problem', 'toast.linkOtherSpace');
  else if (conversations[spaceId]?.[conversationId] === undefined)
    raiseToast(app, 'problem', 'toast.linkNotHere');
  else openConversation(app, spaceId, conversationId, messageId);
}

/** Copies a link that leads there. */
export function copyLink(app: App, place: Place): void {
  void app.api.call('clipboard:write', { text: permalinkOf(place) });
  raiseToast(app, 'plain', 'toast.linkCopied');
}
