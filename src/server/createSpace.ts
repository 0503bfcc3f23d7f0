import { parseEntry } from '../shared/model/entry.ts';
import { directoryStream, parseStream } from '../shared/model/stream.ts';
import { type ErrorCode, RequestError } from '../shared/protocol/errors.ts';
import { type Acknowledgement, isNoticeName, type NoticeName } from '../shared/protocol/requests.ts';
import type { Passwords } from './auth/createPasswords.ts';
import type { SpokenCodes } from './auth/createSpokenCodes.ts';
import { createSubscriber } from './broadcast/createSubscriber.ts';
import { publish } from './broadcast/publish.ts';
import type { Device, Rooms } from './broadcast/Rooms.ts';
import type { Clock } from './clock.ts';
import { createAlarm } from './createAlarm.ts';
import { answer, parseNotice } from './handlers/answer.ts';
import { createLimiter } from './handlers/createLimiter.ts';
import type { Limits } from './limits.ts';
import type { Log } from './log.ts';
import type { Metrics } from './metrics.ts';
import { createPresence } from './signals/presence.ts';
import { createReadSignals } from './signals/reads.ts';
import { createTyping } from './signals/typing.ts';
import type { Change, Sighting, Store } from './store/Store.ts';

export type SpaceOptions = {
  store: Store;
  rooms: Rooms;
  clock: Clock;
  limits: Limits;
  log: Log;
  passwords: Passwords;
  spokenCodes: SpokenCodes;
  metrics: Metrics;
  /** Hears of each commit once it has been told of. */
  onCommitted?: (changes: readonly Change[]) => void;
};

/** A space without its sockets: everything that happens between a device's packets and the store. */
export interface Space {
  /** Subscribes a device to all it may read, then greets it. Nothing else is answered to it before (S8). */
  connect(device: Device): Promise<void>;
  /** Answers one request; never rejects. */
  request(device: Device, name: string, payload: unknown): Promise<Acknowledgement>;
  /** Takes what wants no answer. */
  notice(device: Device, name: string, payload: unknown): void;
  disconnect(device: Device): void;
  /** Refuses new requests from now on (`shutting_down`) and resolves when those accepted are answered. */
  stop(): Promise<void>;
}

/** Takes the store's commits from here on: a store serves one space. */
export function createSpace(options: SpaceOptions): Space {
  const { store, rooms, clock, limits, log, metrics, passwords, spokenCodes } = options;
  const subscriber = createSubscriber(store, rooms);
  const limiter = createLimiter(limits, clock, metrics);
  const { acquaintances } = store;
  const presence = createPresence({ rooms, clock, acquaintances, onSeen: keepSeen, onFault: reportSignal });
  const typing = createTyping(rooms, clock);
  const alarm = createAlarm({ store, clock, log });
  const reads = createReadSignals({ rooms, store, clock, onFault: reportSignal });
  /** When people were last there before this start, asked for when the first one comes. */
  let recalled: Promise<void> | undefined;
  /** By device: resolves when it is subscribed; `true` once it is, to spare every later request the wait. */
  const devices = new Map<string, Promise<void> | true>();
  const underWay = new Set<Promise<unknown>>();
  let stopping = false;

  store.onCommit((changes) => {
    try {
      subscriber.overtake(changes);
      publish(rooms, changes);
      takeWishes(presence, changes);
      takeMeetings(presence, changes);
      reads.note(changes);
      metrics.published(changes);
      options.onCommitted?.(changes);
    } catch (error) {
      // What is committed stays so, and is found by sync; those who wrote it are still answered.
      log.error({ err: error }, 'A commit could not be told of.');
    }
    alarm.heard(changes);
  });
  alarm.look();

  async function subscribe(device: Device): Promise<void> {
    const streams = await subscriber.subscribe(device);
    recalled ??= store.sightings().then(presence.recall).catch(reportSignal);
    await recalled;
    const wish = await store.availability(device.userId);
    if (!devices.has(device.id)) return;
    devices.set(device.id, true);
    presence.add(device, wish);
    if (streams.includes(directoryStream)) presence.greet(device);
    else presence.greetGuest(device);
  }

  async function respond(device: Device, name: string, payload: unknown): Promise<Acknowledgement> {
    try {
      const connected = devices.get(device.id);
      if (connected === undefined) throw new RequestError('unauthorized', 'This device is not connected.');
      if (stopping) throw new RequestError('shutting_down', 'The server is closing.');
      if (connected !== true) await connected;
      const context = { store, passwords, spokenCodes, clock, device };
      return { ok: true, data: await answer(context, limiter, name, payload) };
    } catch (error) {
      return refusal(error, (fault) =>
        log.error({ err: fault, request: name.slice(0, 64), userId: device.userId }, 'A request failed.'),
      );
    }
  }

  function reportSignal(error: unknown): void {
    if (!stopping) log.error({ err: error }, 'A signal could not be told.');
  }

  function keepSeen(seen: Sighting[]): void {
    if (!stopping) store.noteSeen(seen).catch(reportSignal);
  }

  async function takeNotice(device: Device, name: NoticeName, payload: unknown): Promise<void> {
    await devices.get(device.id);
    if (name === 'typing:set') await takeTyping(device, payload);
    else takePresence(device, payload);
  }

  function takePresence(device: Device, payload: unknown): void {
    const notice = parseNotice('presence:set', payload);
    if (notice && limiter.allows('presence', device.userId)) presence.set(device, notice.presence);
  }

  async function takeTyping(device: Device, payload: unknown): Promise<void> {
    const notice = parseNotice('typing:set', payload);
    if (!notice || !limiter.allows('typing', device.userId)) return;
    const { conversationId } = notice;
    const isMember = await store.isMember(device.userId, conversationId);
    if (isMember && devices.has(device.id)) typing.set(conversationId, device.userId, notice.typing);
  }

  return {
    connect(device) {
      const connected = subscribe(device);
      devices.set(device.id, connected);
      return connected;
    },
    request(device, name, payload) {
      const response = respond(device, name, payload);
      underWay.add(response);
      void response.then(() => underWay.delete(response));
      return response;
    },
    notice(device, name, payload) {
      if (!isNoticeName(name) || !devices.has(device.id) || stopping) return;
      takeNotice(device, name, payload).catch((error: unknown) =>
        log.error({ err: error }, 'A notice failed.'),
      );
    },
    disconnect(device) {
      devices.delete(device.id);
      if (presence.remove(device)) typing.stopAll(device.userId);
    },
    async stop() {
      stopping = true;
      // Whoever is connected now is cut off next, and was here until then.
      const seen = store.noteSeen(presence.end()).catch((error: unknown) => {
        log.error({ err: error }, 'Who was there could not be kept.');
      });
      await Promise.all([alarm.stop(), seen, ...underWay]);
    },
  };
}

/** How people wish to be seen is an entry of theirs. */
function takeWishes(presence: ReturnType<typeof createPresence>, changes: readonly Change[]): void {
  for (const change of changes) {
    if (change.kind !== 'event' || change.event.type !== 'entry.changed') continue;
    const { actorId, data } = change.event;
    if (data.entry.kind === 'availability' && actorId !== null)
      presence.wish(actorId, parseEntry('availability', data.entry.value));
  }
}

/** Whom a guest meets comes in their own stream. */
function takeMeetings(presence: ReturnType<typeof createPresence>, changes: readonly Change[]): void {
  for (const change of changes) {
    if (change.kind !== 'event' || change.event.type !== 'user.changed') continue;
    const parts = parseStream(change.event.stream);
    if (parts?.kind === 'user') presence.meets(parts.userId);
  }
}

/** What refuses a request. A fault of ours is reported, and told to nobody else. */
function refusal(error: unknown, report: (fault: unknown) => void): Acknowledgement {
  if (error instanceof RequestError) return { ok: false, error: error.toWire() };
  report(error);
  const code: ErrorCode = 'internal';
  return { ok: false, error: new RequestError(code, 'Something went wrong in the server.').toWire() };
}
