import { z } from 'zod';

/** A text column that holds a value of a branded or literal type, as it was checked when it was written. */
export const textColumn = <T extends string>() => z.custom<T>((value) => typeof value === 'string');

/** A column that holds 0 or 1. */
export const booleanColumn = z.int().transform((value) => value === 1);

/** A column that holds a JSON array of ids. */
export const idListColumn = <T extends string>() =>
  z.string().transform((json) => (json === '[]' ? [] : (JSON.parse(json) as T[])));
