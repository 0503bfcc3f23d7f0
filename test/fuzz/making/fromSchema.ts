import fc from 'fast-check';
import type { z } from 'zod';
import { seqSchema } from '../../../src/shared/model/ids.ts';
import { streamSchema } from '../../../src/shared/model/stream.ts';
import { oddTexts } from './oddities.ts';

/** Texts of the kinds that fields take: of these a field gets those that its schema lets through. */
const texts = [
  'garden',
  'Ada',
  'Good morning, @bob!',
  'two\nlines\twith **bold** and `code`',
  '🎉',
  '👩‍👩‍👧',
  'Europe/Helsinki',
  'https://example.org/?q=1#top',
  'correct horse',
  'own',
  'x'.repeat(64),
  'x'.repeat(20_000),
  ...oddTexts,
];

const HOUR = 3_600_000;
/** The instant at which every clock of these tests stands. */
export const NOW = Date.UTC(2026, 0, 1);
const numbers = [
  0,
  1,
  2,
  5,
  30,
  50,
  200,
  1000,
  HOUR,
  24 * HOUR,
  NOW - HOUR,
  NOW,
  NOW + HOUR,
  2 ** 31,
  2 ** 53 - 1,
];

/** What a schema says of itself; zod's own type of it differs with each kind. */
type Definition = {
  type: string;
  format?: string;
  shape?: Record<string, z.ZodType>;
  options?: z.ZodType[];
  values?: unknown[];
  entries?: Record<string, string>;
  element?: z.ZodType;
  innerType?: z.ZodType;
  in?: z.ZodType;
  keyType?: z.ZodType;
  valueType?: z.ZodType;
};
const definitionOf = (schema: z.ZodType) => schema._zod.def as unknown as Definition;
const some = (schema: z.ZodType | undefined): z.ZodType => {
  if (schema === undefined) throw new Error('A schema of a kind that is not known here.');
  return schema;
};

/** Makes what a schema takes, as far as that can be told from it; `ids` gives the ids that something may be called by. */
export function fromSchema(schema: z.ZodType, ids: fc.Arbitrary<string>): fc.Arbitrary<unknown> {
  const of = (inner: z.ZodType | undefined) => fromSchema(some(inner), ids);
  const accepted = (samples: unknown[]): fc.Arbitrary<unknown> => {
    const taken = samples.filter((sample) => schema.safeParse(sample).success);
    return taken.length === 0 ? ids : fc.constantFrom(...taken);
  };
  const definition = definitionOf(schema);
  switch (definition.type) {
    case 'string':
      return definition.format === 'uuid' ? ids : accepted(texts);
    case 'number':
      return accepted(numbers);
    case 'boolean':
      return fc.boolean();
    case 'literal':
      return fc.constantFrom(...(definition.values ?? []));
    case 'enum':
      return fc.constantFrom(...Object.values(definition.entries ?? {}));
    case 'optional':
    case 'default':
      return of(definition.innerType);
    case 'nullable':
      return fc.option(of(definition.innerType), { freq: 4 });
    case 'pipe':
      return of(definition.in);
    case 'array':
      return fc.array(of(definition.element), { maxLength: 4 });
    case 'record':
      return recordOf(definition, ids);
    case 'union':
      return fc.oneof(...(definition.options ?? []).map(of));
    case 'object':
      return objectOf(definition.shape ?? {}, ids);
    case 'custom':
      return takesCursors(schema)
        ? recordOf({ type: 'record', keyType: streamSchema, valueType: seqSchema }, ids)
        : accepted([...texts, ...numbers, {}]);
    default:
      return accepted([...texts, ...numbers, true, null, {}, []]);
  }
}

/** Cursors are checked by hand, of which their schema says nothing. */
const takesCursors = (schema: z.ZodType): boolean =>
  schema.safeParse({ directory: 1 }).success && !schema.safeParse({ directory: -1 }).success;

function objectOf(shape: Record<string, z.ZodType>, ids: fc.Arbitrary<string>): fc.Arbitrary<unknown> {
  const fields = Object.fromEntries(
    Object.entries(shape).map(([name, field]) => [name, fromSchema(field, ids)]),
  );
  const requiredKeys = Object.keys(shape).filter((name) => !some(shape[name]).safeParse(undefined).success);
  return fc.record(fields, { requiredKeys });
}

/** Of streams by name, which is what records of this protocol are about, or of ids. */
function recordOf({ keyType, valueType }: Definition, ids: fc.Arbitrary<string>): fc.Arbitrary<unknown> {
  const takes = (key: string) => some(keyType).safeParse(key).success;
  const key = fc
    .tuple(fc.constantFrom('', 'user:', 'conversation:', 'directory'), ids)
    .map(([kind, id]) => (kind === 'directory' ? kind : kind + id))
    .filter(takes);
  return fc.dictionary(key, fromSchema(some(valueType), ids), { maxKeys: 6 });
}
