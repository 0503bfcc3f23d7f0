import type { MessagePlace } from '../../shared/model/permalink.ts';
import type { App } from '../store/app.ts';
import { openConversation, raiseToast } from './navigate.ts';

/**
 * Goes to a message wherever it is: opens its conversation there, with what is around it, and lights it for a moment.
 * Says so when it is in a space or conversation that is not on this computer.
 */
export function openMessage(app: App, { spaceId, conversationId, messageId }: MessagePlace): void {
  const { spaces, conversations } = app.store.getState();
  if (spaces[spaceId] === undefined) raiseToast(app, 'problem', 'toast.linkOtherSpace');
  else if (conversations[spaceId]?.[conversationId] === undefined)
    raiseToast(app, 'problem', 'toast.linkNotHere');
  else openConversation(app, spaceId, conversationId, messageId);
}
