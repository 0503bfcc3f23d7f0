import { z } from 'zod';
import { spaceIdSchema, userIdSchema } from '../../shared/model/ids.ts';
import { spaceNameSchema } from '../../shared/model/text.ts';

/** A space as it is remembered between runs: what is needed to show it before anything of it was opened. */
export const knownSpaceSchema = z.object({
  spaceId: spaceIdSchema,
  name: spaceNameSchema,
  /** `http://host:port` */
  address: z.string(),
  userId: userIdSchema,
  username: z.string(),
});
export type KnownSpace = z.infer<typeof knownSpaceSchema>;
