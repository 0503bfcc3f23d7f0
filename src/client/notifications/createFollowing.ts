import type { Delta } from '../../shared/ipc/deltas.ts';
import type { SpaceId } from '../../shared/model/ids.ts';
import type { Engine } from '../Engine.ts';
import type { Notice } from './wording.ts';

export type FollowOptions = {
  engine(spaceId: SpaceId): Promise<Pick<Engine, 'addToOutbox'>>;
  /** Opens an address outside, if it is one that may be. */
  openLink(url: string): Promise<boolean>;
  /** Brings a window to the front. */
  focus(): Promise<void>;
  push(delta: Delta): void;
};

/** Goes where a notification leads that was clicked. What was followed is read; at the bell a person reads for themselves. */
export function createFollowing({ engine, openLink, focus, push }: FollowOptions) {
  async function go({ leadsTo }: Notice, spaceId: SpaceId): Promise<void> {
    // An address comes from outside: only what a page may be is opened.
    if (leadsTo.kind === 'url' && (await openLink(leadsTo.url))) return;
    await focus();
    if (leadsTo.kind !== 'place') return push({ type: 'notifications.opened', spaceId });
    const { conversationId, messageId } = leadsTo;
    push({ type: 'conversation.opened', spaceId, conversationId, messageId });
  }

  return async (notice: Notice, spaceId: SpaceId): Promise<void> => {
    await go(notice, spaceId);
    // A message is read where it stands.
    const keys = notice.keys.filter((key) => !key.startsWith('message:'));
    if (notice.leadsTo.kind === 'bell' || keys.length === 0) return;
    const request = { name: 'notification:read' as const, payload: { keys, throughAt: notice.at } };
    await (await engine(spaceId)).addToOutbox({ conversationId: null, request });
  };
}
