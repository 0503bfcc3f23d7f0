import type { Socket as NetSocket } from 'node:net';
import type { Server, Socket } from 'socket.io';
import type { AdminDown } from '../../shared/protocol/admin.ts';
import type { StreamEvent } from '../../shared/protocol/events.ts';
import type { Refused } from '../../shared/protocol/refused.ts';
import type { Acknowledgement } from '../../shared/protocol/requests.ts';
import type { Signal } from '../../shared/protocol/signals.ts';
import type { Device } from './Rooms.ts';

/** What goes down without being asked for; in `/admin` what that sends. */
export type Down = AdminDown & {
  events(events: StreamEvent[]): void;
  signals(signals: Signal[]): void;
  refused(refusal: Refused): void;
};
/** What comes up is looked up by name, and parsed, in one place. */
type Up = Record<string, (payload: unknown, acknowledge: (answer: Acknowledgement) => void) => void>;
type None = Record<never, never>;

type Data = {
  device: Device;
  /** The TCP connection of a WebSocket, where it is known. */
  connection: NetSocket | undefined;
  /** How much of what it is owed Engine.IO holds back, in bytes. */
  queuedBytes: number;
  /** How many requests wait for their answer. */
  underWay: number;
  /** Whether what is written to the connection leaves at the end of the turn. */
  isGathering: boolean;
};

export type ParleyServer = Server<Up, Down, None, Data>;
export type ParleySocket = Socket<Up, Down, None, Data>;
