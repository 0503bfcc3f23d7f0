/** A copy of a record without some of its keys; the record itself when it has none of them. */
export function without<K extends string, V>(
  record: Readonly<Record<K, V>>,
  keys: readonly K[],
): Readonly<Record<K, V>> {
  if (!keys.some((key) => Object.hasOwn(record, key))) return record;
  const copy = { ...record };
  for (const key of keys) delete copy[key];
  return copy;
}

/** A copy of a record in which what stood under `from` stands under `to`, whatever stood there before. */
export function renamed<K extends string, V>(
  record: Readonly<Record<K, V>>,
  from: K,
  to: K,
): Readonly<Record<K, V>> {
  const value: V | undefined = record[from];
  if (value === undefined) return record;
  return { ...without(record, [from]), [to]: value };
}

/** A record of the values by their keys. */
export function keyed<K extends string, V>(values: readonly V[], keyOf: (value: V) => K): Record<K, V> {
  return Object.fromEntries(values.map((value) => [keyOf(value), value])) as Record<K, V>;
}
