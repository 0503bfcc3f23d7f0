import type { z } from 'zod';

/** The rows that are as rows are written. What is not is left in the file: it may be somebody's text all the same. */
export const readable = <T>(schema: z.ZodType<T>, rows: unknown[]): T[] =>
  rows.flatMap((row) => {
    const read = schema.safeParse(row);
    return read.success ? [read.data] : [];
  });
