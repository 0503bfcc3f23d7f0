import { EventEmitter } from 'node:events';
import { pathToFileURL } from 'node:url';
import { allows, createEvent } from '../events.ts';
import { nativeTheme } from '../native/nativeTheme.ts';
import { session } from '../native/session.ts';
import type { FromPage, PagePacket } from '../page/messages.ts';
import { ipcMain } from './ipcMain.ts';
import { PageLink } from './pageLink.ts';
import { type PageEvents, PageTarget, type Size } from './pageTarget.ts';
import { routeRequests } from './requests.ts';
import { WebFrameMain } from './webFrameMain.ts';

export type WebPreferences = { preload?: string; additionalArguments?: string[] } & Record<string, unknown>;
type OpenHandler = (details: object) => { action: 'allow' | 'deny' };
type Inside = { page: PageTarget; link: PageLink };

const all = new Map<number, WebContents>();

/** One page of the app: a real Chromium page with the app's preload script and the stand-in's IPC. */
export class WebContents extends EventEmitter {
  readonly id = all.size === 0 ? 1 : Math.max(...all.keys()) + 1;
  readonly mainFrame = new WebFrameMain(this);
  readonly session = session.defaultSession;
  readonly #inside: Promise<Inside>;
  #link: PageLink | undefined;
  #page: PageTarget | undefined;
  #url = '';
  #title = '';
  #expected: string | undefined;
  #openHandler: OpenHandler = () => ({ action: 'allow' });
  #state = { focused: false, visible: false };
  #destroyed = false;
  #loading = false;
  #zoom = 1;

  constructor(size: Size, preferences: WebPreferences) {
    super();
    this.setMaxListeners(0);
    all.set(this.id, this);
    const { preload, additionalArguments = [] } = preferences;
    this.#inside = this.#open(size, preload, additionalArguments);
    this.#inside.catch((error: Error) =>
      process.stderr.write(`The stand-in could not open a page: ${error.stack}\n`),
    );
    nativeTheme.on('standin:source', this.#applyTheme);
  }

  static getAllWebContents = (): WebContents[] => [...all.values()];
  static fromId = (id: number): WebContents | undefined => all.get(id);
  static fromDevToolsTargetId = (id: string): WebContents | undefined =>
    [...all.values()].find((one) => one.#page?.id === id);
  static getFocusedWebContents = (): WebContents | null =>
    [...all.values()].find((one) => one.#state.focused) ?? null;

  async loadURL(url: string): Promise<void> {
    // From the call on, as Electron's: what is told to a page before it is there is lost.
    this.#loading = true;
    try {
      const { page } = await this.#inside;
      this.#expected = url;
      this.emit('did-start-loading');
      await page.navigate(url);
    } catch (error) {
      this.emit('did-fail-load', createEvent(), -2, String(error), url, true);
      throw error;
    } finally {
      this.#loading = false;
      this.emit('did-stop-loading');
    }
  }

  loadFile(path: string): Promise<void> {
    return this.loadURL(pathToFileURL(path).href);
  }

  reload(): void {
    this.#expected = this.#url;
    this.#run(({ page }) => page.session.send('Page.reload'));
  }

  send(channel: string, ...args: unknown[]): void {
    if (this.#destroyed) throw new TypeError('Object has been destroyed');
    this.#link?.send({ kind: 'push', channel, args });
  }

  setWindowOpenHandler(handler: OpenHandler): void {
    this.#openHandler = handler;
  }

  /** As Electron's: asks the window first, which may refuse. */
  close(_options?: { waitForBeforeUnload?: boolean }): void {
    this.emit('standin:close');
  }

  /** The window is gone: the page goes as well. */
  async destroy(): Promise<void> {
    if (this.#destroyed) return;
    this.#markDestroyed();
    const { page } = await this.#inside;
    await page.close().catch(() => undefined); // It may have closed by itself.
  }

  isDestroyed = (): boolean => this.#destroyed;
  isLoading = (): boolean => this.#loading;
  isFocused = (): boolean => this.#state.focused;
  isDevToolsOpened = (): boolean => false;
  isCrashed = (): boolean => false;
  getURL = (): string => this.#url;
  getTitle = (): string => this.#title;
  getType = (): string => 'window';
  getOSProcessId = (): number => this.mainFrame.osProcessId;
  getZoomFactor = (): number => this.#zoom;
  getZoomLevel = (): number => Math.log(this.#zoom) / Math.log(1.2);
  openDevTools = (): void => undefined;
  closeDevTools = (): void => undefined;
  toggleDevTools = (): void => undefined;
  setVisualZoomLevelLimits = (): Promise<void> => Promise.resolve();
  setBackgroundThrottling = (): void => undefined;
  focus = (): void => undefined;
  setZoomLevel = (level: number): void => this.setZoomFactor(1.2 ** level);

  setZoomFactor(factor: number): void {
    this.#zoom = factor;
    this.#run(({ page }) => page.evaluate(`document.documentElement.style.zoom = ${Number(factor)}`));
  }

  async executeJavaScript(code: string): Promise<unknown> {
    return (await this.#inside).page.evaluate(code);
  }

  async capturePage(): Promise<{ toPNG: () => Buffer; isEmpty: () => boolean }> {
    const png = await (await this.#inside).page.screenshot();
    return { toPNG: () => png, isEmpty: () => png.length === 0 };
  }

  cut = (): void => this.#editing('cut');
  copy = (): void => this.#editing('copy');
  paste = (): void => this.#editing('paste');
  undo = (): void => this.#editing('undo');
  redo = (): void => this.#editing('redo');
  selectAll = (): void => this.#editing('selectAll');

  /** The window's focus and visibility, which the page's document then shows as well. */
  setState(state: { focused: boolean; visible: boolean }): void {
    this.#state = state;
    this.#link?.send({ kind: 'state', ...state });
  }

  resize(size: Size): void {
    this.#run(({ page }) => page.resize(size));
  }

  async #open(size: Size, preload: string | undefined, additionalArguments: string[]): Promise<Inside> {
    const dark = nativeTheme.themeSource === 'system' ? undefined : nativeTheme.shouldUseDarkColors;
    const page = await PageTarget.open(size, dark);
    const link = new PageLink(page.session, (packet) => this.#receive(packet));
    await Promise.all([
      link.open(),
      page.prepare({ preload, additionalArguments, ...this.#state }, this.#pageEvents()),
      routeRequests(page.session, page.id, (url) => this.#mayNavigate(url)),
    ]);
    this.#page = page;
    this.#link = link;
    return { page, link };
  }

  #pageEvents(): PageEvents {
    return {
      navigated: (url) => {
        this.#url = url;
        this.mainFrame.url = url;
        this.#applyTheme();
        this.setState(this.#state);
        this.emit('did-navigate', createEvent(), url, 200, 'OK');
      },
      movedInPage: (url) => {
        this.#url = url;
        this.mainFrame.url = url;
        this.emit('did-navigate-in-page', createEvent(), url, true);
      },
      domReady: () => this.#url !== 'about:blank' && this.emit('dom-ready', createEvent()),
      loaded: () => this.#url !== 'about:blank' && this.emit('did-finish-load'),
      closed: () => this.#markDestroyed(),
    };
  }

  #receive({ document, messages }: PagePacket): void {
    for (const message of messages) {
      if (message.kind === 'invoke') void this.#answer(document, message);
      else if (message.kind === 'send') ipcMain.receive(this, message);
      else if (message.kind === 'open') this.#askToOpen(message);
      else if (message.kind === 'menu') this.emit('context-menu', createEvent(), message.params);
      else this.#retitle(message.title);
    }
  }

  async #answer(document: string, message: Extract<FromPage, { kind: 'invoke' }>): Promise<void> {
    const { id, channel } = message;
    const outcome = await ipcMain.invoke(this, message);
    try {
      this.#link?.send({ kind: 'reply', document, id, ...outcome });
    } catch (error) {
      const value = new Error(`Error invoking remote method '${channel}': ${error}`);
      this.#link?.send({ kind: 'reply', document, id, ok: false, value });
    }
  }

  #askToOpen({ url, frameName, features }: Extract<FromPage, { kind: 'open' }>): void {
    const details = {
      url,
      frameName,
      features,
      disposition: 'foreground-tab',
      referrer: { url: this.#url, policy: '' },
    };
    const { action } = this.#openHandler(details);
    if (action === 'allow') process.stderr.write(`The stand-in opens no window for a page: ${url}\n`);
  }

  #retitle(title: string): void {
    this.#title = title;
    this.emit('page-title-updated', createEvent(), title, true);
  }

  /** What `loadURL` asked for, the first document and a reload go on unasked; anything else was the page's idea. */
  #mayNavigate(url: string): boolean {
    const expected = this.#expected;
    this.#expected = undefined;
    const same = (other: string) => new URL(url).href === new URL(other).href.replace(/#.*$/, '');
    if (this.#url === '' || same(this.#url) || (expected !== undefined && same(expected))) return true;
    const frame = this.mainFrame;
    const details = { url, isSameDocument: false, isMainFrame: true, frame, initiator: frame };
    return (
      allows(this, 'will-frame-navigate', details) && allows(this, 'will-navigate', details, url, false, true)
    );
  }

  #applyTheme = (): void => {
    const dark =
      nativeTheme.themeSource === 'system' ? nativeTheme.systemIsDark : nativeTheme.shouldUseDarkColors;
    this.#run(({ page }) => page.setDark(dark));
  };

  #editing(command: string): void {
    this.#run(({ page }) => page.evaluate(`document.execCommand('${command}')`));
  }

  /** Does something to the page that nobody waits for; a page that is gone is no error. */
  #run(action: (inside: Inside) => Promise<unknown>): void {
    this.#inside.then(action).catch((error: Error) => {
      if (!this.#destroyed) process.stderr.write(`${error.stack}\n`);
    });
  }

  #markDestroyed(): void {
    if (this.#destroyed) return;
    this.#destroyed = true;
    all.delete(this.id);
    nativeTheme.off('standin:source', this.#applyTheme);
    this.emit('destroyed');
  }
}
