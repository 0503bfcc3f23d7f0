import type { EventEmitter } from 'node:events';

/** Electron's event object: a listener may call `preventDefault()`. */
export type CancellableEvent = { defaultPrevented: boolean; preventDefault(): void } & Record<
  string,
  unknown
>;

export function createEvent(details: Record<string, unknown> = {}): CancellableEvent {
  const event: CancellableEvent = {
    ...details,
    defaultPrevented: false,
    preventDefault: () => {
      event.defaultPrevented = true;
    },
  };
  return event;
}

/** Emits an event that listeners may prevent; answers whether none did. */
export function allows(
  emitter: EventEmitter,
  name: string,
  details: Record<string, unknown> = {},
  ...args: unknown[]
): boolean {
  const event = createEvent(details);
  emitter.emit(name, event, ...args);
  return !event.defaultPrevented;
}
