import { getBrowser } from '../browser.ts';
import type { CdpObject, CdpSession } from '../chromium/connection.ts';
import { fromChromium, toChromium } from '../chromium/schemes.ts';
import { type PageOptions, pageScript } from '../page/script.ts';

export type Size = { width: number; height: number };
/** What a page reports about its documents; addresses are the app's, not Chromium's. */
export type PageEvents = {
  navigated(url: string): void;
  movedInPage(url: string): void;
  domReady(): void;
  loaded(): void;
  closed(): void;
};

/** One Chromium page: opened at about:blank, prepared, and only then sent to an address. */
export class PageTarget {
  readonly id: string;
  readonly session: CdpSession;

  private constructor(id: string, session: CdpSession) {
    this.id = id;
    this.session = session;
  }

  static async open(size: Size, dark: boolean | undefined): Promise<PageTarget> {
    const { connection } = getBrowser();
    const place = { url: 'about:blank', newWindow: true, ...size };
    const { targetId } = await connection.browser.send<{ targetId: string }>('Target.createTarget', place);
    const page = new PageTarget(targetId, await connection.attach(targetId));
    await Promise.all([page.session.send('Page.enable'), page.resize(size), page.setDark(dark)]);
    return page;
  }

  /** Registers what runs in every document from now on, and reports what becomes of them. */
  async prepare(options: PageOptions, events: PageEvents): Promise<void> {
    const { session } = this;
    session.on(
      'Page.frameNavigated',
      ({ frame }: { frame: { id: string; parentId?: string; url: string; urlFragment?: string } }) => {
        if (!frame.parentId) events.navigated(fromChromium(frame.url + (frame.urlFragment ?? '')));
      },
    );
    session.on('Page.navigatedWithinDocument', ({ frameId, url }: { frameId: string; url: string }) => {
      if (frameId === this.id) events.movedInPage(fromChromium(url));
    });
    session.on('Page.domContentEventFired', () => events.domReady());
    session.on('Page.loadEventFired', () => events.loaded());
    session.on('detached', () => events.closed());
    await session.send('Page.addScriptToEvaluateOnNewDocument', { source: pageScript(options) });
  }

  /** Goes to an address and answers when its load event has fired; rejects with Chromium's reason. */
  async navigate(url: string): Promise<void> {
    const loaded = new Promise<void>((resolve) => this.session.once('Page.loadEventFired', () => resolve()));
    const { errorText } = await this.session.send<{ errorText?: string }>('Page.navigate', {
      url: toChromium(url),
    });
    if (errorText)
      throw Object.assign(new Error(`${errorText} (-2) loading '${url}'`), {
        code: errorText,
        errno: -2,
        url,
      });
    await loaded;
  }

  resize({ width, height }: Size): Promise<CdpObject> {
    const metrics = {
      width: Math.round(width),
      height: Math.round(height),
      deviceScaleFactor: 0,
      mobile: false,
    };
    return this.session.send('Emulation.setDeviceMetricsOverride', metrics);
  }

  /** `undefined` leaves the choice to what Chromium was started with: the system's theme. */
  setDark(dark: boolean | undefined): Promise<CdpObject> {
    const value = dark === undefined ? '' : dark ? 'dark' : 'light';
    return this.session.send('Emulation.setEmulatedMedia', {
      features: [{ name: 'prefers-color-scheme', value }],
    });
  }

  async evaluate(expression: string): Promise<unknown> {
    type Answer = {
      result: { value?: unknown };
      exceptionDetails?: { exception?: { description?: string }; text: string };
    };
    const params = { expression, awaitPromise: true, returnByValue: true, userGesture: true };
    const { result, exceptionDetails } = await this.session.send<Answer>('Runtime.evaluate', params);
    if (exceptionDetails) throw new Error(exceptionDetails.exception?.description ?? exceptionDetails.text);
    return result.value;
  }

  async screenshot(): Promise<Buffer> {
    const { data } = await this.session.send<{ data: string }>('Page.captureScreenshot');
    return Buffer.from(data, 'base64');
  }

  close(): Promise<CdpObject> {
    return getBrowser().connection.browser.send('Target.closeTarget', { targetId: this.id });
  }
}
