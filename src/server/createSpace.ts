import type { Acknowledgement } from '../shared/protocol/requests.ts';
import type { Device, Rooms } from './broadcast/Rooms.ts';
import type { Clock } from './clock.ts';
import type { Limits } from './limits.ts';
import type { Log } from './log.ts';
import type { Store } from './store/Store.ts';

export type SpaceOptions = {
  store: Store;
  rooms: Rooms;
  clock: Clock;
  limits: Limits;
  log: Log;
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

export declare function createSpace(options: SpaceOptions): Space;
