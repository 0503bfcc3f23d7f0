import { z } from 'zod';
import { spaceIdSchema } from './ids.ts';
import { knownNameSchema } from './text.ts';

export const spaceSchema = z.object({ id: spaceIdSchema, name: knownNameSchema });
/** What a space says of itself. */
export type Space = z.infer<typeof spaceSchema>;
