/** Where two values of JSON first differ, and what stands there; `undefined` where they are equal. */
export function firstDifference(a: unknown, b: unknown, path = ''): string | undefined {
  if (Object.is(a, b)) return undefined;
  if (typeof a !== 'object' || typeof b !== 'object' || a === null || b === null)
    return `${path || 'all'}: ${brief(a)} instead of ${brief(b)}`;
  if (Array.isArray(a) && Array.isArray(b) && a.length !== b.length)
    return `${path}: ${a.length} instead of ${b.length}${firstOdd(a, b)}`;
  for (const key of new Set([...Object.keys(a), ...Object.keys(b)])) {
    const [left, right] = [a, b].map((one) => (one as Record<string, unknown>)[key]);
    const found = firstDifference(left, right, `${path}.${key}`);
    if (found !== undefined) return found;
  }
  return undefined;
}

const brief = (value: unknown): string => JSON.stringify(value)?.slice(0, 400) ?? 'nothing';

/** The first of what only one of two lists has, by its JSON. */
function firstOdd(a: readonly unknown[], b: readonly unknown[]): string {
  const [inA, inB] = [a, b].map((list) => new Set(list.map((one) => JSON.stringify(one))));
  const tooMany = [...(inA ?? [])].find((one) => !inB?.has(one));
  const missing = [...(inB ?? [])].find((one) => !inA?.has(one));
  return `; too much: ${tooMany?.slice(0, 400)}; missing: ${missing?.slice(0, 400)}`;
}
