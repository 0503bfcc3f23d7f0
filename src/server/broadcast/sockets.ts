import type { Server, Socket } from 'socket.io';
import type { StreamEvent } from '../../shared/protocol/events.ts';
import type { Acknowledgement } from '../../shared/protocol/requests.ts';
import type { Signal } from '../../shared/protocol/signals.ts';
import type { Device } from './Rooms.ts';

/** What goes down without being asked for. */
export type Down = {
  events(events: StreamEvent[]): void;
  signals(signals: Signal[]): void;
  /** Requests that asked for no acknowledgement were dropped: so many since the last such packet. */
  refused(refusal: { dropped: number; message: string }): void;
};
/** What comes up is looked up by name, and parsed, in one place. */
type Up = Record<string, (payload: unknown, acknowledge: (answer: Acknowledgement) => void) => void>;
type None = Record<never, never>;

export type ParleyServer = Server<Up, Down, None, { device: Device }>;
export type ParleySocket = Socket<Up, Down, None, { device: Device }>;
