import { z } from 'zod';
import { spaceIdSchema } from './ids.ts';
import { spaceNameSchema } from './text.ts';

export const spaceSchema = z.object({ id: spaceIdSchema, name: spaceNameSchema });
/** What a space says of itself. */
export type Space = z.infer<typeof spaceSchema>;
