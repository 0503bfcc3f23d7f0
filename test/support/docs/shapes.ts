import { z } from 'zod';

/** A field's place: `streams.[].events`, `cursors.*`. */
type Path = string;

type JsonSchema = {
  properties?: Record<string, JsonSchema>;
  items?: JsonSchema;
  additionalProperties?: JsonSchema | boolean;
  anyOf?: JsonSchema[];
  oneOf?: JsonSchema[];
  allOf?: JsonSchema[];
};

/** Every field that a schema can have, alternatives and what may be left out included. */
export function fieldsOf(schema: z.ZodType): Path[] {
  const found = new Set<Path>();
  const options = { io: 'input', unrepresentable: 'any', reused: 'inline' } as const;
  walkSchema(z.toJSONSchema(schema, options) as JsonSchema, '', found);
  return [...found];
}

function walkSchema(schema: JsonSchema, at: Path, found: Set<Path>): void {
  if (at !== '') found.add(at);
  for (const [name, field] of Object.entries(schema.properties ?? {}))
    walkSchema(field, join(at, name), found);
  for (const part of [schema.anyOf, schema.oneOf, schema.allOf].flatMap((parts) => parts ?? []))
    walkSchema(part, at, found);
  if (schema.items !== undefined) walkSchema(schema.items, join(at, '[]'), found);
  const { additionalProperties: more } = schema;
  if (typeof more === 'object' && Object.keys(more).length > 0) walkSchema(more, join(at, '*'), found);
}

/** Every field that a value has. */
export function fieldsIn(value: unknown): Path[] {
  const found = new Set<Path>();
  walkValue(value, '', found);
  return [...found];
}

function walkValue(value: unknown, at: Path, found: Set<Path>): void {
  if (at !== '') found.add(at);
  if (Array.isArray(value)) for (const one of value) walkValue(one, join(at, '[]'), found);
  else if (typeof value === 'object' && value !== null)
    for (const [name, field] of Object.entries(value)) walkValue(field, join(at, name), found);
}

/** The fields of a schema that none of the values has; what would be inside a list that is empty in all of them is let off. */
export function missingFields(schema: z.ZodType, values: readonly unknown[]): Path[] {
  const there = values.flatMap(fieldsIn).map((path) => path.split('.'));
  const isThere = (wanted: string[]): boolean =>
    there.some(
      (parts) =>
        parts.length === wanted.length && wanted.every((one, at) => one === '*' || one === parts[at]),
    );
  return fieldsOf(schema).filter((wanted) => {
    const segments = wanted.split('.');
    const isInEmptyList = segments.some((one, at) => one === '[]' && !isThere(segments.slice(0, at + 1)));
    return !isInEmptyList && !isThere(segments);
  });
}

const join = (at: Path, name: string): Path => (at === '' ? name : `${at}.${name}`);
