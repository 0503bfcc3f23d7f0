import { z } from 'zod';

/**
 * Whether an error says that a row is not as rows are written. What has a length that cannot be compared throws a `TypeError` where
 * it is parsed: see `parseUntrusted`.
 */
export const isMisshapen = (error: unknown): boolean =>
  error instanceof z.ZodError ||
  error instanceof SyntaxError ||
  (error instanceof TypeError && error.message.includes('primitive value'));
