import type { Store } from '../../../src/server/store/Store.ts';
import { parseStream } from '../../../src/shared/model/stream.ts';
import { RequestError } from '../../../src/shared/protocol/errors.ts';
import type { World } from './world.ts';

const RUNNING = ['giveRole', 'ban', 'deactivate', 'letIn', 'retain', 'nextDay'] as const;
/** How a space is run while its people are at it. */
export type Running = (typeof RUNNING)[number];

export const isRunning = (what: string): what is Running => RUNNING.some((one) => one === what);

/** More than the least that messages may be kept for. */
const MORE_THAN_A_DAY_MS = 26 * 3_600_000;

/** Does something of it straight at the store of a server that runs; what makes no sense just now is refused. */
export async function runSpace(world: World, store: Store, running: Running, what: number): Promise<void> {
  // The owner stays what they are: nobody may do anything to them.
  const { id: userId } = world.person(1 + (what % (world.people.length - 1))).user;
  switch (running) {
    case 'giveRole': {
      const role = (['guest', 'member', 'guest', 'admin'] as const)[what % 4] ?? 'member';
      return settled(world, store.setUserRole(null, { userId, role }));
    }
    case 'ban':
      return settled(world, store.setUserState(null, { userId, state: 'banned' }));
    case 'deactivate':
      return settled(world, store.setUserState(null, { userId, state: 'deactivated' }));
    case 'letIn':
      return world.letEveryoneIn();
    case 'retain':
      return retain(world, store, what);
    case 'nextDay':
      world.ahead.ms += MORE_THAN_A_DAY_MS;
      for (;;) {
        const next = await store.nextDueAt();
        if (next === undefined || next > world.clock.now() + world.ahead.ms) return;
        await settled(world, store.performDue());
      }
  }
}

/** A conversation keeps its messages for a day from now on, or for good. */
async function retain(world: World, store: Store, what: number): Promise<void> {
  const { id: owner } = world.person(0).user;
  const conversations = (await store.readableStreams(owner)).flatMap(({ stream }) => {
    const parts = parseStream(stream);
    return parts?.kind === 'conversation' ? [parts.conversationId] : [];
  });
  const conversationId = conversations[what % Math.max(1, conversations.length)];
  if (conversationId === undefined) return;
  const retentionDays = what % 5 === 0 ? null : 1;
  return settled(world, store.changeConversation(owner, { conversationId, retentionDays }));
}

/** Lets something be done to its end; that it is refused is as good. */
export async function settled(world: World, promise: Promise<unknown>): Promise<void> {
  const done = promise.catch((error: unknown) => {
    if (!(error instanceof RequestError)) throw error;
  });
  await world.clock.settle();
  await done;
}
