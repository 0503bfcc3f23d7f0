import { z } from 'zod';
import { entryKinds, type PersonalKind } from '../model/entry.ts';
import { clientIdSchema } from '../model/ids.ts';

const settable = <K extends PersonalKind, Key extends z.ZodType, Value extends z.ZodType>(
  kind: K,
  { key, value }: { key: Key; value: Value },
) =>
  z.strictObject({
    kind: z.literal(kind),
    key,
    value: z.nullable(value),
    clientId: clientIdSchema.optional(),
  });

/** The payload of `entry:set`: one of the kinds that a person sets for themselves. */
export const setEntrySchema = z.discriminatedUnion('kind', [
  settable('saved', entryKinds.saved),
  settable('level', entryKinds.level),
  settable('mute', entryKinds.mute),
  settable('favourite', entryKinds.favourite),
  settable('section', entryKinds.section),
  settable('blocked', entryKinds.blocked),
  settable('availability', entryKinds.availability),
  settable('quiet', entryKinds.quiet),
  settable('keywords', entryKinds.keywords),
]);
