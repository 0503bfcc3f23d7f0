import { v4 as uuid } from 'uuid';
import type { Cache } from '../../../src/client/cache/Cache.ts';
import { openCache } from '../../../src/main/cache/openCache.ts';
import {
  conversationIdSchema,
  epochSchema,
  incarnationSchema,
  spaceIdSchema,
  userIdSchema,
} from '../../../src/shared/model/ids.ts';
import type { User } from '../../../src/shared/model/user.ts';
import { IN_MEMORY } from '../../../src/sqlite/openDatabase.ts';
import { createFakeClock } from './fakeClock.ts';
import { HandDevice } from './handDevice.ts';
import type { Downward, HandWire } from './handNetwork.ts';
import { browserCache, isKeptInBrowser } from './keptInBrowser.ts';

/** What a request is answered by somebody who does not keep to the protocol. */
export type Answering = (name: string, payload: unknown, asked: number) => unknown;

export const spaceId = spaceIdSchema.parse(uuid());
export const userId = userIdSchema.parse(uuid());
export const otherId = userIdSchema.parse(uuid());
export const conversationId = conversationIdSchema.parse(uuid());
export const identity = {
  spaceId,
  epoch: epochSchema.parse(uuid()),
  incarnation: incarnationSchema.parse(uuid()),
};
export const me: User = { id: userId, username: 'ann', displayName: 'Ann', role: 'member', createdAt: 1 };

/** A device whose server is in a test's hands, to the last word. */
export async function createVictim(answering: Answering) {
  const clock = createFakeClock();
  let wire: HandWire | undefined;
  let asked = 0;
  const session = { user: me, accessToken: 'a', refreshToken: 'b', expiresIn: 900 };
  const caches: Cache[] = [];
  const device = new HandDevice({
    ...{ name: 'victim', userId, spaceId, clock },
    makeCache() {
      if (isKeptInBrowser) return browserCache(userId, clock.busy);
      const cache = openCache(IN_MEMORY, userId);
      caches.push(cache);
      return cache;
    },
    reach: () => ({
      identity: () => identity,
      session: async () => session,
      accept(opened) {
        wire = opened;
        return {
          receive(packet) {
            if (packet.kind === 'open') opened.send({ kind: 'opened' });
            else if (packet.kind === 'request') {
              asked += 1;
              const data = answering(packet.name, packet.payload, asked);
              opened.send({ kind: 'answer', id: packet.id, answer: data });
            }
          },
          gone() {},
        };
      },
    }),
  });

  /** Delivers what is on its way, so many rounds at most, and whatever that leads to. */
  async function deliver(rounds = 20): Promise<void> {
    for (let round = 0; round < rounds; round++) {
      await clock.settle();
      device.wire?.deliverUp();
      device.wire?.deliverDown();
    }
    await clock.settle();
  }

  return {
    device,
    asked: () => asked,
    deliver,
    send(packet: Downward): void {
      wire?.send(packet);
    },
    /** Lets time pass in which both do what they can. */
    async pass(ms: number, stepMs = 50): Promise<void> {
      for (let gone = 0; gone < ms; gone += stepMs) {
        await clock.advance(stepMs);
        await deliver();
      }
    },
    async dispose(): Promise<void> {
      await device.engine.stop();
      for (const cache of caches) await cache.close();
    },
  };
}

/** A sound reply to `sync`, by a server that has nothing new, with what a test puts in its place. */
export const synced = (more: object = {}) => ({
  ok: true,
  data: { ...identity, reset: false, streams: [], ...more },
});
