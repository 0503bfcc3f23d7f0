import { z } from 'zod';

/** Whom to connect, and where to. */
export const holdPlanSchema = z.object({ port: z.int(), tokens: z.array(z.string()) });
export type HoldPlan = z.infer<typeof holdPlanSchema>;
