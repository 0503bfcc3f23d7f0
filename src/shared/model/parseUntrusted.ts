import { z } from 'zod';

/**
 * Parses what somebody else may have made. A schema's limits of length are held against whatever has a `length`, and throw
 * where that is an object which cannot be compared with a number: `{"length":{"toString":1}}`. That is refused like the rest.
 */
export function parseUntrusted<S extends z.ZodType>(
  schema: S,
  raw: unknown,
): z.ZodSafeParseResult<z.output<S>> {
  try {
    return schema.safeParse(raw);
  } catch (error) {
    if (!(error instanceof TypeError)) throw error;
    const issue = {
      code: 'custom' as const,
      path: [],
      input: undefined,
      message: 'holds what cannot be read',
    };
    // What an error is of is a matter of its type alone.
    return { success: false, error: new z.ZodError([issue]) as z.ZodError<z.output<S>> };
  }
}

/** The same of what was kept, where anything else than what was written is damage. Throws `ZodError`. */
export function parseKept<S extends z.ZodType>(schema: S, raw: unknown): z.output<S> {
  const parsed = parseUntrusted(schema, raw);
  if (!parsed.success) throw parsed.error;
  return parsed.data;
}
