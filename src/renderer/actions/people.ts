import type { Availability } from '../../shared/model/entry.ts';
import type { ConversationId, SpaceId, UserId } from '../../shared/model/ids.ts';
import type { QueuedRequest } from '../../shared/protocol/passedOn.ts';
import { requests } from '../../shared/protocol/requests.ts';
import type { App } from '../store/app.ts';
import { replaceReads } from '../store/reads.ts';
import type { Anchor } from '../ui/anchors.ts';
import { queue } from './queue.ts';

export type ProfileChange = Extract<QueuedRequest, { name: 'user:change' }>['payload'];

/** Changes what one says of oneself. */
export const changeProfile = (app: App, spaceId: SpaceId, payload: ProfileChange) =>
  queue(app, spaceId, null, { name: 'user:change', payload });

/** How one wishes to be seen; `null` as one's devices are. */
export const setAvailability = (app: App, spaceId: SpaceId, value: Availability | null) =>
  queue(app, spaceId, null, { name: 'entry:set', payload: { kind: 'availability', key: 'own', value } });

/** Blocks a person, or no longer. */
export function setBlocked(app: App, spaceId: SpaceId, userId: UserId, blocked: boolean): Promise<boolean> {
  const value = blocked ? { blockedAt: Date.now() } : null;
  return queue(app, spaceId, null, { name: 'entry:set', payload: { kind: 'blocked', key: userId, value } });
}

/** Shows who someone is, beside what was chosen. */
export function openCard(app: App, userId: UserId, anchor: Anchor): void {
  app.store.setState({ card: { userId, anchor } });
}

export function closeCard(app: App): void {
  app.store.setState({ card: null });
}

/** Asks how far the others have read. Without a connection nothing is shown of it. */
export async function loadReads(app: App, spaceId: SpaceId, conversationId: ConversationId): Promise<void> {
  const question = { name: 'conversation:reads' as const, payload: { conversationId } };
  const answer = await app.api.call('server:ask', { spaceId, question });
  const reply = answer.ok ? requests['conversation:reads'].reply.safeParse(answer.data).data : undefined;
  if (reply !== undefined) app.store.setState((state) => replaceReads(state, conversationId, reply.reads));
}
