import type { UserId } from '../../shared/model/ids.ts';
import type { Stream } from '../../shared/model/stream.ts';
import type { StreamEvent } from '../../shared/protocol/events.ts';
import type { Signal } from '../../shared/protocol/signals.ts';
import type { SessionId } from '../store/Store.ts';

/** One connected socket of a person's. */
export type Device = {
  /** Unique among all devices ever connected to this server process. */
  readonly id: string;
  readonly userId: UserId;
  readonly sessionId: SessionId;
};

/**
 * Who receives what. Everything takes effect at once and in the order of the calls: what is sent after a
 * device was subscribed reaches it, what is sent after it was unsubscribed does not.
 * A device that has gone is ignored.
 */
export interface Rooms {
  subscribeDevice(device: Device, streams: Stream[]): void;
  /** All of the person's devices that have been subscribed to their own stream (`user:<id>`). */
  subscribeUser(userId: UserId, stream: Stream): void;
  unsubscribeUser(userId: UserId, stream: Stream): void;
  /** As one `events` packet. */
  sendEvents(stream: Stream, events: StreamEvent[]): void;
  /** As one `signals` packet, which may be lost (S15). */
  sendSignals(stream: Stream, signals: Signal[], except?: UserId): void;
  /** The same packet to each of several devices, at least one. */
  sendSignalsToDevices(devices: readonly Device[], signals: Signal[]): void;
  /** Cuts the session's devices off at once; each is then told of by `disconnect`, as if it had gone by itself. */
  endSession(sessionId: SessionId): void;
  /** The same for all of the person's devices. */
  cutOff(userId: UserId): void;
}
