import { z } from 'zod';

/**
 * The packet `refused`: requests were dropped since they came without an acknowledgement function, so many
 * since the last such packet. A socket gets at most one a second.
 */
export const refusedSchema = z.object({ dropped: z.int(), message: z.string() });
export type Refused = z.infer<typeof refusedSchema>;
