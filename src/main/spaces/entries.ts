import { z } from 'zod';
import { spaceIdSchema, userIdSchema } from '../../shared/model/ids.ts';
import { spaceNameSchema } from '../../shared/model/text.ts';

/** A space as it is remembered between runs: what is needed to show it before anything of it was opened. */
export const spaceEntrySchema = z.object({
  spaceId: spaceIdSchema,
  name: spaceNameSchema,
  /** `http://host:port` */
  address: z.string(),
  userId: userIdSchema,
  username: z.string(),
  /** Where the data is, under `hosted/`, and on which port it is reached; `null` for a space of someone else's. */
  hosting: z.object({ folder: z.uuid(), port: z.int() }).nullable(),
});
export type SpaceEntry = z.infer<typeof spaceEntrySchema>;

/** The content of `spaces.json`. */
export const spaceEntriesSchema = z.object({ spaces: z.array(spaceEntrySchema) });
export type SpaceEntries = z.infer<typeof spaceEntriesSchema>;

/** A host's own app reaches its server like everyone else, by the shortest way. */
export const loopbackAddress = (port: number): string => `http://127.0.0.1:${port}`;
