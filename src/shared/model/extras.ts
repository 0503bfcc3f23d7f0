import { z } from 'zod';

// Extras are what most things of a kind do not have, such as a message's reactions: fields that are left out where
// there is nothing to say. Stores keep them together in one column as JSON, so that one more of them changes no table.

/** The extras that a thing has; `undefined` when it has none. */
export function pickExtras<S extends z.ZodRawShape>(
  shape: S,
  thing: z.infer<z.ZodObject<S>>,
): Partial<z.infer<z.ZodObject<S>>> | undefined {
  const fields = thing as Readonly<Record<string, unknown>>;
  let picked: Record<string, unknown> | undefined;
  for (const name of Object.keys(shape)) {
    if (fields[name] === undefined) continue;
    picked ??= {};
    picked[name] = fields[name];
  }
  return picked as Partial<z.infer<z.ZodObject<S>>> | undefined;
}

/** The extras that a thing has, as JSON; `null` when it has none. */
export function packExtras<S extends z.ZodRawShape>(shape: S, thing: z.infer<z.ZodObject<S>>): string | null {
  const picked = pickExtras(shape, thing);
  return picked === undefined ? null : JSON.stringify(picked);
}

/** A column made by `packExtras`, parsed by the shape's schema: to be spread over the thing. */
export const extrasColumn = <S extends z.ZodRawShape>(shape: S) =>
  z
    .string()
    .nullable()
    .transform((text): unknown => (text === null ? {} : JSON.parse(text)))
    .pipe(z.object(shape));
