import type { z } from 'zod';
import { parseUntrusted } from '../../../shared/model/parseUntrusted.ts';

/** The rows that are as rows are written. What is not is left in the file: it may be somebody's text all the same. */
export const readable = <T>(schema: z.ZodType<T>, rows: unknown[]): T[] =>
  rows.flatMap((row) => {
    const read = parseUntrusted(schema, row);
    return read.success ? [read.data] : [];
  });
