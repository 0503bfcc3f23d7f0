import type { AppInput } from '../../../src/shared/ipc/contract.ts';
import type { ConversationView } from '../../../src/shared/ipc/views.ts';
import type { ConversationId, UserId } from '../../../src/shared/model/ids.ts';
import { addConversation, type FakeSpace } from './buildSpace.ts';

type Create = AppInput<'conversations:create'>;

/** Makes what a window asks for, or finds the direct message or group of these people that is there. */
export function createIn(space: FakeSpace, input: Create, number: number, now: number): ConversationView {
  if (input.kind === 'channel')
    return addConversation(space, {
      number,
      kind: 'channel',
      name: input.name,
      private: input.private,
      now,
    });
  const others = input.kind === 'direct' ? [input.userId] : input.userIds;
  const memberIds = [...new Set([space.view.userId, ...(others as UserId[])])];
  const kind = memberIds.length > 2 ? 'group' : 'direct';
  const existing = [...space.conversations.values()].find(
    (view) =>
      view.kind === kind &&
      view.memberIds.length === memberIds.length &&
      memberIds.every((id) => view.memberIds.includes(id)),
  );
  return existing ?? addConversation(space, { number, kind, memberIds, now });
}

/** Gives a conversation that was made without a connection its real id, with all that is kept of it. */
export function makeReal(space: FakeSpace, view: ConversationView, id: ConversationId): void {
  const from = view.id;
  for (const kept of [space.messages, space.members] as Map<ConversationId, unknown>[]) {
    kept.set(id, kept.get(from));
    kept.delete(from);
  }
  space.conversations.delete(from);
  space.conversations.set(id, view);
  space.outbox = space.outbox.map((item) =>
    item.conversationId === from ? { ...item, conversationId: id } : item,
  );
  Object.assign(view, { id, pending: null });
}
