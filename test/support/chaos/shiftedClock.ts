import { readFileSync } from 'node:fs';

/**
 * Loaded before anything else (`--import`), also in worker threads: this process lives by a clock that is as many milliseconds
 * ahead, or behind, as the file `PARLEY_CHAOS_CLOCK` says, which may change meanwhile. Timers go on as they do when somebody
 * sets a computer's clock.
 */
const path = process.env['PARLEY_CHAOS_CLOCK'];
const LOOK_EVERY_MS = 50;

if (path !== undefined) {
  const realNow = Date.now;
  let offset = 0;
  const look = (): void => {
    offset = Number(readFileSync(path, 'utf8')) || 0;
  };
  look();
  setInterval(look, LOOK_EVERY_MS).unref();
  const now = (): number => realNow() + offset;
  globalThis.Date = new Proxy(Date, {
    construct: (target, args, self) => Reflect.construct(target, args.length === 0 ? [now()] : args, self),
    apply: () => new Date().toString(),
    get: (target, name, self) => (name === 'now' ? now : Reflect.get(target, name, self)),
  });
}
