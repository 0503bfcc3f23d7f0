import { monitorEventLoopDelay } from 'node:perf_hooks';
import type { Figures } from '../../shared/model/running.ts';
import type { ParleyServer } from '../broadcast/sockets.ts';
import type { Clock } from '../clock.ts';
import type { Change, Store } from '../store/Store.ts';

/** How closely the event loop is watched, in milliseconds: what it is late by is measured on top of this. */
const RESOLUTION_MS = 10;

/** A room of Socket.IO that is a stream, not a socket's or a session's own. */
const STREAM = /^(directory$|user:|conversation:)/;

/** The streams that somebody connected is subscribed to, among the rooms of Socket.IO. */
export const countRooms = (io: ParleyServer): number =>
  [...io.sockets.adapter.rooms.keys()].filter((room) => STREAM.test(room)).length;

/** Finds out how a space is doing. Costs nothing while nobody wants to know. */
export function createFigures({ io, store, clock }: { io: ParleyServer; store: Store; clock: Clock }) {
  const delay = monitorEventLoopDelay({ resolution: RESOLUTION_MS });
  let messages = 0;
  let since = clock.now();

  function begin(): void {
    messages = 0;
    since = clock.now();
    delay.reset();
  }

  return {
    start(): void {
      delay.enable();
      begin();
    },
    stop: (): void => void delay.disable(),
    /** Counts what was written. */
    heard(changes: readonly Change[]): void {
      for (const change of changes)
        if (change.kind === 'event' && change.event.type === 'message.created') messages += 1;
    },
    /** How it is doing now, and did since this was asked before. */
    async take(): Promise<Figures> {
      const at = clock.now();
      const sockets = [...io.sockets.sockets.values()];
      const figures = {
        at,
        connections: sockets.length,
        people: new Set(sockets.map(({ data }) => data.device.userId)).size,
        messagesPerSecond: at > since ? (messages / (at - since)) * 1000 : 0,
        eventLoopDelayMs: Math.max(0, delay.max / 1e6 - RESOLUTION_MS),
        memoryBytes: process.memoryUsage.rss(),
        databaseBytes: await store.size(),
        rooms: countRooms(io),
      };
      begin();
      return figures;
    },
  };
}
