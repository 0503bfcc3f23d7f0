import { EventEmitter } from 'node:events';

type Options = { title?: string; body?: string; silent?: boolean } & Record<string, unknown>;

/** `Notification`: nothing is shown; its events are the test's to emit. */
export class Notification extends EventEmitter {
  title: string;
  body: string;
  silent: boolean;

  constructor(options: Options = {}) {
    super();
    Object.assign(this, options);
    this.title = options.title ?? '';
    this.body = options.body ?? '';
    this.silent = options.silent ?? false;
  }

  static isSupported = (): boolean => true;

  show(): void {
    this.emit('show', {});
  }

  close(): void {
    this.emit('close', {});
  }
}
