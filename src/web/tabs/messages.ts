import { z } from 'zod';
import { type AppErrorCode, appErrorCodes } from '../../shared/ipc/contract.ts';
import { appRequestNames } from '../../shared/ipc/names.ts';
import { shownDataSchema } from '../notify/clicked.ts';

/** What a tab says to the app behind it. */
export const fromTabSchema = z.discriminatedUnion('type', [
  z.object({ type: z.literal('call'), id: z.int(), name: z.enum(appRequestNames), input: z.unknown() }),
  /** The name of a Web Lock that this tab holds as long as it is there; only where there are locks. */
  z.object({ type: z.literal('holds'), lock: z.string() }),
  z.object({ type: z.literal('looks'), visible: z.boolean(), focused: z.boolean() }),
  /** A person used it just now. */
  z.object({ type: z.literal('touched') }),
  /** It was brought back, or the network was: the connection may be dead (S19). */
  z.object({ type: z.literal('woke') }),
  /** It is still there. */
  z.object({ type: z.literal('beats') }),
  z.object({ type: z.literal('leaves') }),
  /** A notification that one of the tabs showed was clicked. */
  z.object({ type: z.literal('clicked'), data: shownDataSchema }),
  z.object({ type: z.literal('gone'), id: z.string() }),
]);
export type FromTab = z.infer<typeof fromTabSchema>;

const errorSchema = z.object({
  code: z.enum(appErrorCodes as readonly [AppErrorCode, ...AppErrorCode[]]),
  message: z.string(),
});
const resultSchema = z.discriminatedUnion('ok', [
  z.object({ ok: z.literal(true), data: z.unknown() }),
  z.object({ ok: z.literal(false), error: errorSchema }),
]);

/** What the app says to a tab. Deltas are parsed by the window, as everywhere. */
export const toTabSchema = z.discriminatedUnion('type', [
  /** `lock` names a Web Lock that the app holds as long as it lives; `null` where there are none. */
  z.object({ type: z.literal('ready'), lock: z.string().nullable() }),
  /** It is still there: the answer to a tab's `beats`. */
  z.object({ type: z.literal('beats') }),
  z.object({ type: z.literal('answered'), id: z.int(), result: resultSchema }),
  z.object({ type: z.literal('deltas'), deltas: z.array(z.unknown()) }),
  /** Shows a notification of the system's. */
  z.object({ type: z.literal('show'), title: z.string(), body: z.string(), data: shownDataSchema }),
  z.object({ type: z.literal('withdraw'), id: z.string() }),
  z.object({ type: z.literal('open'), url: z.string() }),
]);
export type ToTab = z.infer<typeof toTabSchema>;

/** What is used of a `MessagePort`. */
export type Port = Pick<
  MessagePort,
  'postMessage' | 'addEventListener' | 'removeEventListener' | 'dispatchEvent' | 'start' | 'close'
>;
