import { z } from 'zod';

/** A column that holds JSON, read as the value it stands for. */
export const jsonSchema = z.string().transform((text): unknown => JSON.parse(text));
