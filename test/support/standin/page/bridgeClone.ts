/**
 * What `contextBridge` does to every value that crosses it, in either direction: plain data is copied, functions become
 * proxies, promises are followed, errors keep their message only, prototypes and symbols are dropped.
 * Source: Electron's documentation, "contextBridge", parameter/error/return type support.
 *
 * Self-contained, because its source text is put into pages.
 */
export function bridgeClone(value: unknown): unknown {
  const cloneError = (error: unknown): Error =>
    new Error(error instanceof Error ? error.message : String(error));
  const cloneFunction =
    (run: (...args: unknown[]) => unknown) =>
    (...args: unknown[]) => {
      try {
        return clone(run(...args.map(clone)));
      } catch (error) {
        throw cloneError(error);
      }
    };
  const cloneObject = (source: object): unknown => {
    if (source instanceof Promise) return source.then(clone, (error) => Promise.reject(cloneError(error)));
    if (source instanceof Error) return cloneError(source);
    if (Array.isArray(source)) return source.map(clone);
    if (typeof Node !== 'undefined' && source instanceof Node) return source;
    const tag = Object.prototype.toString.call(source);
    if (tag !== '[object Object]') return structuredClone(source);
    return Object.fromEntries(Object.entries(source).map(([key, item]) => [key, clone(item)]));
  };
  const clone = (source: unknown): unknown => {
    if (typeof source === 'symbol') return undefined;
    if (typeof source === 'function') return cloneFunction(source as (...args: unknown[]) => unknown);
    return typeof source === 'object' && source !== null ? cloneObject(source) : source;
  };
  return clone(value);
}
