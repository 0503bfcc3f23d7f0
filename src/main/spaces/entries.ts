import { z } from 'zod';
import { type KnownSpace, knownSpaceSchema } from '../../client/app/knownSpace.ts';
import { isLoopback } from '../../shared/model/loopback.ts';
import type { Trust } from '../../shared/model/trust.ts';

/** A space as it is remembered between runs, in the app that may host it. */
export const spaceEntrySchema = knownSpaceSchema.extend({
  /** Where the data is, under `hosted/`, on which port it is reached, and what its host chose; `null` for a space of someone else's. */
  hosting: z
    .object({
      folder: z.uuid(),
      port: z.int(),
      announced: z.boolean().default(true),
      secure: z.boolean().default(true),
      /** The folder that its host chose for backups; `null` for the app's own. */
      backupFolder: z.string().nullable().default(null),
    })
    .nullable(),
});
export type SpaceEntry = z.infer<typeof spaceEntrySchema>;

/** The content of `spaces.json`. */
export const spaceEntriesSchema = z.object({ spaces: z.array(spaceEntrySchema) });
export type SpaceEntries = z.infer<typeof spaceEntriesSchema>;

/** A host's own app reaches its server like everyone else, by the shortest way. */
export const loopbackAddress = (port: number): string => `http://127.0.0.1:${port}`;

/** How it is known that the server of a space in the list is the one that is meant. */
export function trustOf({ address, pin }: Pick<KnownSpace, 'address' | 'pin'>): Trust {
  if (pin !== null) return { kind: 'pinned', pin };
  if (address.startsWith('https:')) return { kind: 'signed' };
  return { kind: isLoopback(address) ? 'loopback' : 'plain' };
}
