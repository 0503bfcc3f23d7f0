import { createPasswords } from '../../../src/server/auth/createPasswords.ts';
import { createSpokenCodes } from '../../../src/server/auth/createSpokenCodes.ts';
import type { Device, Rooms } from '../../../src/server/broadcast/Rooms.ts';
import { createSpace, type Space } from '../../../src/server/createSpace.ts';
import { defaultLimits } from '../../../src/server/limits.ts';
import { silentLog } from '../../../src/server/log.ts';
import { noMetrics } from '../../../src/server/metrics.ts';
import type { SessionId, Store } from '../../../src/server/store/Store.ts';
import type { UserId } from '../../../src/shared/model/ids.ts';
import type { Stream } from '../../../src/shared/model/stream.ts';
import type { FakeClock } from './fakeClock.ts';
import type { HandWire, ServerEnd, Upward } from './handNetwork.ts';

/** An acknowledgement that left the server, for a checker to hold against what is stored. */
export type SentAcknowledgement = { userId: UserId; name: string; payload: unknown; answer: unknown };

export type HandServer = {
  store: Store;
  /** The server's end of a new wire, for a person and session that have shown who they are. */
  accept(wire: HandWire, userId: UserId, sessionId: SessionId): ServerEnd;
  /** Ends at once: what is not committed is lost, every wire is cut, nothing that was waited for comes. */
  kill(): void;
};

/** A real space over a real store, on wires that a test delivers by hand. */
export function startHandServer(
  clock: FakeClock,
  /** How far the server's own time is ahead of everyone's. */
  ahead: { readonly ms: number },
  openStore: (clock: ReturnType<FakeClock['process']>) => Store,
  onAcknowledged: (sent: SentAcknowledgement) => void,
): HandServer {
  const process = clock.process();
  const own = { ...process, now: () => process.now() + ahead.ms };
  const store = openStore(own);
  const devices = new Map<string, { device: Device; wire: HandWire; streams: Set<Stream> }>();
  const rooms = createRooms(devices);
  const space: Space = createSpace({
    store,
    rooms,
    clock: own,
    limits: unlimited,
    log: silentLog,
    passwords,
    spokenCodes: createSpokenCodes({
      store,
      clock: own,
      log: silentLog,
      pin: () => null,
      cost: { N: 16, r: 1, p: 1 },
    }),
    metrics: noMetrics,
  });
  let killed = false;
  let lastDevice = 0;

  function receive(device: Device, wire: HandWire, packet: Upward): void {
    if (killed) return;
    if (packet.kind === 'notice') space.notice(device, packet.name, packet.payload);
    else if (packet.kind === 'open') void admit(device, wire);
    else {
      const { id, name, payload } = packet;
      void space.request(device, name, payload).then((answer) => {
        if (killed) return;
        if (answer.ok) onAcknowledged({ userId: device.userId, name, payload, answer: answer.data });
        wire.send({ kind: 'answer', id, answer });
      });
    }
  }

  /** Lets a device in whose person and session may come in, as the server does at its door. */
  async function admit(device: Device, wire: HandWire): Promise<void> {
    const user = await store.user(device.userId);
    const session = await store.sessionUser(device.sessionId);
    if (killed) return;
    if (user?.state === 'banned') wire.send({ kind: 'refused', code: 'banned' });
    else if (session === undefined) wire.send({ kind: 'refused', code: 'unauthorized' });
    else {
      await space.connect(device);
      // What ended while it was let in has not found it yet.
      if ((await store.sessionUser(device.sessionId)) === undefined) cut(wire);
      else if (!killed) wire.send({ kind: 'opened' });
    }
  }

  return {
    store,

    accept(wire, userId, sessionId) {
      const device: Device = { id: `device-${++lastDevice}`, userId, sessionId };
      devices.set(device.id, { device, wire, streams: new Set() });
      return {
        receive: (packet) => receive(device, wire, packet),
        gone() {
          if (devices.delete(device.id) && !killed) space.disconnect(device);
        },
      };
    },

    kill() {
      killed = true;
      own.kill();
      for (const { wire } of [...devices.values()]) cut(wire);
    },
  };
}

/** Hashing that takes no time: what it costs is no part of these tests. */
const passwords = createPasswords({ N: 16, r: 1, p: 1 });

function cut(wire: HandWire): void {
  wire.cutServer();
  wire.cutClient();
}

/** Buckets so deep that schedules are not about rate limits. */
const unlimited = Object.fromEntries(
  Object.keys(defaultLimits).map((kind) => [kind, { perSecond: 1e6, burst: 1e6 }]),
) as typeof defaultLimits;

function createRooms(devices: Map<string, { device: Device; wire: HandWire; streams: Set<Stream> }>): Rooms {
  const followers = (stream: Stream) => [...devices.values()].filter(({ streams }) => streams.has(stream));
  const ofUser = (userId: UserId) => followers(`user:${userId}`);
  return {
    subscribeDevice(device, streams) {
      for (const stream of streams) devices.get(device.id)?.streams.add(stream);
    },
    subscribeUser(userId, stream) {
      for (const { streams } of ofUser(userId)) streams.add(stream);
    },
    unsubscribeUser(userId, stream) {
      for (const { streams } of ofUser(userId)) streams.delete(stream);
    },
    sendEvents(stream, events) {
      for (const { wire } of followers(stream)) wire.send({ kind: 'events', events });
    },
    sendSignals(stream, signals, except) {
      for (const { wire, device } of followers(stream)) {
        if (device.userId !== except) wire.send({ kind: 'signals', signals });
      }
    },
    sendSignalsToDevices(arrived, signals) {
      for (const { id } of arrived) devices.get(id)?.wire.send({ kind: 'signals', signals });
    },
    endSession(sessionId) {
      for (const { device, wire } of [...devices.values()]) {
        if (device.sessionId === sessionId) cut(wire);
      }
    },
    cutOff(userId) {
      for (const { wire } of ofUser(userId)) cut(wire);
    },
  };
}
