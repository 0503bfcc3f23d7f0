import { v4 as uuid } from 'uuid';
import { createPasswords } from '../../../src/server/auth/createPasswords.ts';
import { createSpokenCodes } from '../../../src/server/auth/createSpokenCodes.ts';
import type { Device } from '../../../src/server/broadcast/Rooms.ts';
import { createSpace } from '../../../src/server/createSpace.ts';
import { defaultLimits } from '../../../src/server/limits.ts';
import { type Log, silentLog } from '../../../src/server/log.ts';
import { noMetrics } from '../../../src/server/metrics.ts';
import { sessionIdSchema } from '../../../src/server/store/Store.ts';
import { openSqliteStore } from '../../../src/server/store/sqlite/openSqliteStore.ts';
import type { UserId } from '../../../src/shared/model/ids.ts';
import { pinSchema } from '../../../src/shared/model/trust.ts';
import type { Reply, RequestName } from '../../../src/shared/protocol/requests.ts';
import { PRESENCE_EVERY_MS } from '../../../src/shared/protocol/signals.ts';
import { type Database, IN_MEMORY, openDatabase } from '../../../src/sqlite/openDatabase.ts';
import { createManualClock } from './createManualClock.ts';
import { createMemoryRooms, type Packet } from './createMemoryRooms.ts';

const cheapPasswords = createPasswords({ N: 16, r: 1, p: 1 });
const pin = pinSchema.parse('a5'.repeat(32));
const admission = { open: true, first: true, inviteHash: null };

/** What a test may want to look at itself: where it is kept, and what is said of faults. */
type Watched = { database?: Database; log?: Log };

/** A space of this process whose time, turns and devices a test has in its hands. */
export function createHandSpace(
  limits = defaultLimits,
  passwords = cheapPasswords,
  { database = openDatabase(IN_MEMORY, { synchronous: 'NORMAL' }), log = silentLog }: Watched = {},
) {
  const time = createManualClock();
  const store = openSqliteStore(database, { clock: time.clock });
  const network = createMemoryRooms((device) => space.disconnect(device));
  const space = createSpace({
    store,
    rooms: network.rooms,
    clock: time.clock,
    limits,
    log,
    passwords,
    spokenCodes: createSpokenCodes({
      store,
      clock: time.clock,
      log: silentLog,
      pin: () => pin,
      cost: { N: 16, r: 1, p: 1 },
    }),
    metrics: noMetrics,
  });
  const settled = async <T>(promise: Promise<T>): Promise<T> => {
    await time.endTurn();
    return promise;
  };
  return {
    time,
    store,
    space,
    network,
    settled,
    register: (username: string) =>
      settled(store.createAccount({ username, displayName: username, passwordHash: '', admission })),
    /** A device of somebody's, by a session that may be made up where nobody asks for it. */
    async connect(userId: UserId, sessionId = sessionIdSchema.parse(uuid())) {
      const device: Device = { id: uuid(), userId, sessionId };
      const packets = network.add(device);
      await space.connect(device);
      await time.endTurn();
      // Everyone has been told, and the next change is told at once.
      time.advance(PRESENCE_EVERY_MS);
      time.advance(PRESENCE_EVERY_MS);
      packets.length = 0;
      return { device, packets };
    },
    async ask<N extends RequestName>(device: Device, name: N, payload: object): Promise<Reply<N>> {
      const answer = await settled(space.request(device, name, payload));
      if (!answer.ok) throw new Error(`${name}: ${answer.error.code} ${answer.error.message}`);
      return answer.data as Reply<N>;
    },
  };
}

/** The types of the events that came down, by packet. */
export const eventsIn = (packets: Packet[]) =>
  packets.flatMap((packet) =>
    packet !== 'ended' && 'events' in packet ? [packet.events.map((e) => e.type)] : [],
  );
/** The signals that came down. */
export const signalsIn = (packets: Packet[]) =>
  packets.flatMap((packet) => (packet !== 'ended' && 'signals' in packet ? packet.signals : []));
