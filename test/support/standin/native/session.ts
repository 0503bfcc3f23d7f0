import { EventEmitter } from 'node:events';
import { protocol } from './protocol.ts';

type RequestHandler = (
  contents: unknown,
  permission: string,
  answer: (granted: boolean) => void,
  details: object,
) => void;
type CheckHandler = (contents: unknown, permission: string, origin: string, details: object) => boolean;

/**
 * `session.defaultSession`: permission handlers are kept and can be asked by a test with `standinAsk`; Chromium itself
 * answers pages by its own headless rules. Listeners of `webRequest` are kept and never called.
 */
export class Session extends EventEmitter {
  readonly protocol = protocol;
  readonly webRequest = Object.fromEntries(
    [
      'onBeforeRequest',
      'onBeforeSendHeaders',
      'onSendHeaders',
      'onHeadersReceived',
      'onCompleted',
      'onErrorOccurred',
    ].map((name) => [name, () => undefined]),
  );
  #request: RequestHandler | null = null;
  #check: CheckHandler | null = null;

  setPermissionRequestHandler(handler: RequestHandler | null): void {
    this.#request = handler;
  }

  setPermissionCheckHandler(handler: CheckHandler | null): void {
    this.#check = handler;
  }

  setDevicePermissionHandler = (): void => undefined;
  setCertificateVerifyProc = (): void => undefined;
  setSpellCheckerEnabled = (): void => undefined;
  setSpellCheckerLanguages = (): void => undefined;
  setUserAgent = (): void => undefined;
  setProxy = (): Promise<void> => Promise.resolve();
  clearCache = (): Promise<void> => Promise.resolve();
  clearStorageData = (): Promise<void> => Promise.resolve();
  getUserAgent = (): string => 'stand-in';

  /** What the app's handlers would answer a page that asks for a permission. */
  async standinAsk(
    contents: unknown,
    permission: string,
    origin: string,
  ): Promise<{ requested: boolean; checked: boolean }> {
    const requested = new Promise<boolean>((resolve) =>
      this.#request ? this.#request(contents, permission, resolve, { requestingUrl: origin }) : resolve(true),
    );
    const checked = this.#check?.(contents, permission, origin, {}) ?? true;
    return { requested: await requested, checked };
  }
}

const defaultSession = new Session();

/** `session`: one default session; partitions are not imitated. */
export const session = { defaultSession, fromPartition: () => defaultSession };
