/** Text for any value that structured clone can carry, and back. */
export type Codec = { encode: (value: unknown) => string; decode: (text: string) => unknown };

/**
 * Electron's IPC carries values by structured clone, the DevTools protocol carries text: this is the bridge between.
 * Carried: JSON's values, undefined, bigint, NaN, ±Infinity, −0, Date, RegExp, Map, Set, Error, ArrayBuffer and its
 * views. Refused, as Electron refuses them: functions and symbols. Refused, though Electron carries them: cycles.
 *
 * The function is self-contained because its source text is also put into pages.
 */
export function createCodec(): Codec {
  type Tagged = { $: string; v?: unknown; w?: unknown };
  const views: Record<string, new (buffer: ArrayBuffer) => ArrayBufferView> = {
    Int8Array,
    Uint8Array,
    Uint8ClampedArray,
    Int16Array,
    Uint16Array,
    Int32Array,
    Uint32Array,
    Float32Array,
    Float64Array,
    BigInt64Array,
    BigUint64Array,
    DataView,
  };
  const errors: Record<string, new (message: string) => Error> = {
    EvalError,
    RangeError,
    ReferenceError,
    SyntaxError,
    TypeError,
    URIError,
  };

  const toBase64 = (bytes: Uint8Array): string => {
    if (typeof Buffer !== 'undefined')
      return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('base64');
    let text = '';
    for (let at = 0; at < bytes.length; at += 32_768)
      text += String.fromCharCode(...bytes.subarray(at, at + 32_768));
    return btoa(text);
  };
  const fromBase64 = (text: string): ArrayBuffer =>
    Uint8Array.from(atob(text), (char) => char.charCodeAt(0)).buffer;
  const nameOf = (view: ArrayBufferView): string => Object.prototype.toString.call(view).slice(8, -1);

  const packNumber = (value: number): unknown =>
    Number.isFinite(value) && !Object.is(value, -0)
      ? value
      : { $: 'number', v: Object.is(value, -0) ? '-0' : String(value) };
  const packBytes = (value: ArrayBuffer | ArrayBufferView): Tagged =>
    value instanceof ArrayBuffer
      ? { $: 'ArrayBuffer', v: toBase64(new Uint8Array(value)) }
      : { $: nameOf(value), v: toBase64(new Uint8Array(value.buffer, value.byteOffset, value.byteLength)) };

  const packPrimitive = (value: unknown): unknown => {
    if (typeof value === 'number') return packNumber(value);
    if (value === undefined) return { $: 'undefined' };
    if (typeof value === 'bigint') return { $: 'bigint', v: String(value) };
    if (typeof value === 'function' || typeof value === 'symbol')
      throw new Error('An object could not be cloned.');
    return value;
  };
  const packObject = (value: object, deeper: (inner: unknown) => unknown): unknown => {
    if (Array.isArray(value)) return value.map(deeper);
    if (value instanceof Date) return { $: 'Date', v: value.getTime() };
    if (value instanceof RegExp) return { $: 'RegExp', v: value.source, w: value.flags };
    if (value instanceof Map)
      return { $: 'Map', v: [...value].map(([key, item]) => [deeper(key), deeper(item)]) };
    if (value instanceof Set) return { $: 'Set', v: [...value].map(deeper) };
    if (value instanceof Error) return { $: 'Error', v: [value.name, value.message], w: value.stack };
    if (value instanceof ArrayBuffer || ArrayBuffer.isView(value)) return packBytes(value);
    const plain = Object.fromEntries(Object.entries(value).map(([key, item]) => [key, deeper(item)]));
    return '$' in plain ? { $: 'Object', v: plain } : plain;
  };
  const pack = (value: unknown, above: object[]): unknown => {
    if (typeof value !== 'object' || value === null) return packPrimitive(value);
    if (above.includes(value)) throw new Error('The stand-in cannot carry a value that contains itself.');
    return packObject(value, (inner) => pack(inner, [...above, value]));
  };

  const unpackError = ([name, message]: [string, string], stack: string): Error => {
    const error = new (errors[name] ?? Error)(message);
    return Object.assign(error, { stack });
  };
  const unpackAll = (value: object): Record<string, unknown> =>
    Object.fromEntries(Object.entries(value).map(([key, item]) => [key, unpack(item)]));
  const unpackTagged = ({ $: tag, v, w }: Tagged): unknown => {
    if (tag === 'undefined') return undefined;
    if (tag === 'number') return Number(v);
    if (tag === 'bigint') return BigInt(v as string);
    if (tag === 'Date') return new Date(v === null ? Number.NaN : (v as number));
    if (tag === 'RegExp') return new RegExp(v as string, w as string);
    if (tag === 'Map') return new Map((v as unknown[][]).map(([key, item]) => [unpack(key), unpack(item)]));
    if (tag === 'Set') return new Set((v as unknown[]).map(unpack));
    if (tag === 'Error') return unpackError(v as [string, string], w as string);
    if (tag === 'ArrayBuffer') return fromBase64(v as string);
    if (tag === 'Object') return unpackAll(v as object);
    const View = views[tag];
    if (View === undefined) throw new Error(`Unknown tag ${tag}`);
    return new View(fromBase64(v as string));
  };
  const unpack = (value: unknown): unknown => {
    if (typeof value !== 'object' || value === null) return value;
    if (Array.isArray(value)) return value.map(unpack);
    return '$' in value ? unpackTagged(value as Tagged) : unpackAll(value);
  };

  return { encode: (value) => JSON.stringify(pack(value, [])), decode: (text) => unpack(JSON.parse(text)) };
}
