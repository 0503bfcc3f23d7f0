import { z } from 'zod';

/** Whom to connect, and where to; `deaf` ones do not read once they are let in. */
export const holdPlanSchema = z.object({
  port: z.int(),
  tokens: z.array(z.string()),
  deaf: z.boolean().optional(),
});
export type HoldPlan = z.infer<typeof holdPlanSchema>;
