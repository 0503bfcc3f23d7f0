import { z } from 'zod';
import { timestampSchema } from '../../shared/model/ids.ts';
import { newInvite } from '../auth/invites.ts';
import type { Clock } from '../clock.ts';
import type { Store } from '../store/Store.ts';

/** What whoever runs the server may ask of it: beside a running one, or of the folder itself. */
export const commandSchema = z.strictObject({ command: z.literal('invite:create') });
export type Command = z.infer<typeof commandSchema>;

export const commandResultSchema = z.discriminatedUnion('ok', [
  z.object({ ok: z.literal(true), data: z.object({ code: z.string(), expiresAt: timestampSchema }) }),
  z.object({ ok: z.literal(false), message: z.string() }),
]);
export type CommandResult = z.infer<typeof commandResultSchema>;

/** Runs a command on a store. Never rejects. */
export async function runCommand(_command: Command, store: Store, clock: Clock): Promise<CommandResult> {
  try {
    const { code, stored } = newInvite(clock.now(), {});
    const { expiresAt } = await store.createInvite(null, stored);
    return { ok: true, data: { code, expiresAt } };
  } catch (error) {
    return { ok: false, message: error instanceof Error ? error.message : String(error) };
  }
}
