import { z } from 'zod';
import type { Clock } from '../../client/clock.ts';
import { parseUntrusted } from '../../shared/model/parseUntrusted.ts';

/** `writer`: this app alone writes and sends for its origin. `reader`: another one does. */
export type Role = 'writer' | 'reader';

/** Which of the apps of one origin writes: without a SharedWorker each tab has one, and so has each build. */
export type Claim = {
  /** Asks the one that writes to stop, and takes its place. */
  takeOver(): Promise<void>;
  /** Time has stood still here, and another one may have taken its place: resolves once that is known. */
  recheck(): Promise<void>;
};

/** What is used of a `BroadcastChannel`. */
export type Channel = Pick<BroadcastChannel, 'postMessage' | 'addEventListener'>;

export type ClaimOptions = {
  /** Which app this is, of all that are open. */
  id: string;
  /** Which build it is of: one that was loaded later takes the place of another by itself, since it is what the server gives now. */
  build: string;
  channel: Channel;
  clock: Clock;
  /** Resolves once the app is what it is told: a writer that becomes a reader has ended its engine then. */
  onRole(role: Role): Promise<void>;
  report(what: string, detail: unknown): void;
};

/** What apps of one origin say to each other about it; `term` rises with each that takes over. */
export const claimSaidSchema = z.discriminatedUnion('type', [
  z.object({ type: z.literal('claims'), id: z.string() }),
  z.object({ type: z.literal('writes'), id: z.string(), term: z.int(), build: z.string() }),
  z.object({ type: z.literal('asks'), id: z.string() }),
  z.object({ type: z.literal('yields'), id: z.string(), to: z.string() }),
]);
export type ClaimSaid = z.infer<typeof claimSaidSchema>;

/** So long one that writes has time to stop, in ms; after that it is taken for frozen. */
export const YIELD_WITHIN_MS = 2_000;

/** Hears what other apps say; what is of another form is of another build, or none of this. */
export function hearClaims(channel: Channel, me: string, hear: (said: ClaimSaid) => void): void {
  channel.addEventListener('message', ({ data }) => {
    const said = parseUntrusted(claimSaidSchema, data);
    if (said.success && said.data.id !== me) hear(said.data);
  });
}
