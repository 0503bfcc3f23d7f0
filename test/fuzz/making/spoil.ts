import fc from 'fast-check';
import { odd, pollutingKeys, toJson } from './oddities.ts';

type Holder = Record<string, unknown> | unknown[];
const isHolder = (value: unknown): value is Holder => typeof value === 'object' && value !== null;

/** One change of a value: `at` chooses the place in it, `value` is what comes there. */
type Spoiling = {
  kind: 'replace' | 'remove' | 'add' | 'wrap' | 'repeat' | 'whole';
  at: number;
  key: string;
  value: unknown;
};

const spoiling: fc.Arbitrary<Spoiling> = fc.record({
  kind: fc.constantFrom('replace', 'replace', 'replace', 'remove', 'add', 'wrap', 'repeat', 'whole'),
  at: fc.nat(1_000),
  key: fc.oneof(fc.constantFrom(...pollutingKeys), fc.string({ maxLength: 10 })),
  value: odd,
});

/** Every object and list within a value, outermost first; what is nested beyond sense is left alone. */
function holdersIn(value: unknown, depth = 0): Holder[] {
  if (!isHolder(value) || depth > 6) return [];
  return [
    value,
    ...Object.values(value)
      .slice(0, 50)
      .flatMap((inner) => holdersIn(inner, depth + 1)),
  ];
}

/** An own field, whatever it is called: assigning to `__proto__` would make none. */
const define = (holder: object, key: string, value: unknown): void => {
  Object.defineProperty(holder, key, { value, enumerable: true, writable: true, configurable: true });
};

/** More often than any list may be long, unless that would be more than one packet can hold. */
const repeated = (value: unknown): unknown[] => {
  const isSmall = !isHolder(value) && String(value).length < 100;
  return Array.from({ length: isSmall ? 1_200 : 2 }, () => value);
};

function spoiled(value: unknown, { kind, at, key, value: drawn }: Spoiling): unknown {
  // What is drawn again later must not have changed by then.
  const other = structuredClone(drawn);
  const holders = holdersIn(value);
  const holder = holders[at % Math.max(1, holders.length)];
  if (kind === 'whole' || holder === undefined) return at % 5 === 0 ? other : [value, other];
  const keys = Object.keys(holder);
  const chosen = keys[at % Math.max(1, keys.length)];
  if (kind === 'add' || chosen === undefined)
    define(holder, Array.isArray(holder) ? String(keys.length) : key, other);
  else if (kind === 'remove') Reflect.deleteProperty(holder, chosen);
  else if (kind === 'replace') define(holder, chosen, other);
  else if (kind === 'wrap') define(holder, chosen, [Reflect.get(holder, chosen)]);
  else define(holder, chosen, repeated(Reflect.get(holder, chosen)));
  return value;
}

/** What a schema would take, with up to three things wrong with it: as JSON that has been read, which is how it comes. */
export const spoil = (sound: fc.Arbitrary<unknown>): fc.Arbitrary<unknown> =>
  fc
    .tuple(sound, fc.array(spoiling, { minLength: 1, maxLength: 3 }))
    .map(([value, spoilings]) => JSON.parse(toJson(spoilings.reduce(spoiled, structuredClone(value)))));
