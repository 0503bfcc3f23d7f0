import type { ConversationView } from '../../../src/shared/ipc/views.ts';
import type { UserId } from '../../../src/shared/model/ids.ts';
import type { Notice } from '../../../src/shared/model/message.ts';
import type { QueuedName, QueuedRequest } from '../../../src/shared/protocol/passedOn.ts';
import type { FakeSpace } from './buildSpace.ts';

export const governingNames = [
  'conversation:change',
  'member:add',
  'member:remove',
  'member:role',
] as const satisfies QueuedName[];
export type GoverningRequest = Extract<QueuedRequest, { name: (typeof governingNames)[number] }>;

export const isGoverning = (request: QueuedRequest): request is GoverningRequest =>
  governingNames.some((name) => name === request.name);

/** Does to a conversation and its people what a request asks for; answers with what its timeline says of it. */
export function governConversation(
  space: FakeSpace,
  view: ConversationView,
  request: GoverningRequest,
): Notice[] {
  const members = space.members.get(view.id) ?? [];
  switch (request.name) {
    case 'conversation:change':
      return change(view, request.payload);
    case 'member:add': {
      const userIds = (request.payload.userIds as UserId[]).filter((id) => !members.includes(id));
      space.members.set(view.id, [...members, ...userIds]);
      if (view.kind === 'group') view.memberIds = [...view.memberIds, ...userIds];
      return userIds.length === 0 ? [] : [{ type: 'added', userIds }];
    }
    case 'member:remove': {
      const userId = request.payload.userId as UserId;
      space.members.set(
        view.id,
        members.filter((id) => id !== userId),
      );
      view.memberIds = view.memberIds.filter((id) => id !== userId);
      return [{ type: 'removed', userId }];
    }
    case 'member:role':
      return [{ type: 'role', userId: request.payload.userId as UserId, role: request.payload.role }];
  }
}

type Change = Extract<GoverningRequest, { name: 'conversation:change' }>['payload'];

function change(
  view: ConversationView,
  { name, topic, description, archived, retentionDays }: Change,
): Notice[] {
  const notices: Notice[] = [];
  if (name !== undefined && name !== view.name) notices.push({ type: 'renamed', name });
  if (topic !== undefined) notices.push({ type: 'topic', topic });
  if (archived !== undefined) notices.push({ type: archived ? 'archived' : 'unarchived' });
  if (name !== undefined) view.name = name;
  if (topic === null) delete view.topic;
  else if (topic !== undefined) view.topic = topic;
  if (description === null) delete view.description;
  else if (description !== undefined) view.description = description;
  if (retentionDays === null) delete view.retentionDays;
  else if (retentionDays !== undefined) view.retentionDays = retentionDays;
  if (archived === true) view.archivedAt = Date.now();
  else if (archived === false) delete view.archivedAt;
  return notices;
}
