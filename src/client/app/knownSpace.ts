import { z } from 'zod';
import { spaceIdSchema, userIdSchema } from '../../shared/model/ids.ts';
import { spaceNameSchema } from '../../shared/model/text.ts';
import { pinSchema } from '../../shared/model/trust.ts';

/** A space as it is remembered between runs: what is needed to show it before anything of it was opened. */
export const knownSpaceSchema = z.object({
  spaceId: spaceIdSchema,
  name: spaceNameSchema,
  /** `https://host:port`, or `http:` on loopback and where the host chose it. */
  address: z.string(),
  /** The key that its server has to have; `null` where none is needed. */
  pin: pinSchema.nullable().default(null),
  userId: userIdSchema,
  username: z.string(),
});
export type KnownSpace = z.infer<typeof knownSpaceSchema>;
