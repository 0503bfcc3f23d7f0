import { EventEmitter } from 'node:events';
import { allows, createEvent } from '../events.ts';
import { app } from '../native/app.ts';
import { WebContents, type WebPreferences } from './webContents.ts';

type Bounds = { x: number; y: number; width: number; height: number };
type Options = Partial<Bounds> & { show?: boolean; title?: string; webPreferences?: WebPreferences } & Record<
    string,
    unknown
  >;

const all = new Map<number, BrowserWindow>();
let lastId = 0;

/**
 * A window: its page is real, its frame, its place on a desktop and its focus are numbers kept here. The window shown
 * last has the focus; `blur()` and `focus()` move it, with the same events as on a desktop.
 */
export class BrowserWindow extends EventEmitter {
  readonly id = ++lastId;
  readonly webContents: WebContents;
  #bounds: Bounds;
  #visible = false;
  #focused = false;
  #minimized = false;
  #maximized = false;
  #fullScreen = false;
  #destroyed = false;
  #title: string;

  constructor(options: Options = {}) {
    super();
    const {
      x = 0,
      y = 0,
      width = 800,
      height = 600,
      title = app.getName(),
      show = true,
      webPreferences = {},
    } = options;
    this.#bounds = { x, y, width, height };
    this.#title = title;
    this.webContents = new WebContents(this.#bounds, webPreferences);
    all.set(this.id, this);
    this.#follow();
    app.emit('browser-window-created', createEvent(), this);
    app.emit('web-contents-created', createEvent(), this.webContents);
    if (show) this.show();
  }

  static getAllWindows = (): BrowserWindow[] => [...all.values()];
  static getFocusedWindow = (): BrowserWindow | null => [...all.values()].find((one) => one.#focused) ?? null;
  static fromId = (id: number): BrowserWindow | null => all.get(id) ?? null;
  static fromWebContents = (contents: WebContents): BrowserWindow | null =>
    [...all.values()].find((one) => one.webContents === contents) ?? null;

  loadURL = (url: string): Promise<void> => this.webContents.loadURL(url);
  loadFile = (path: string): Promise<void> => this.webContents.loadFile(path);
  reload = (): void => this.webContents.reload();
  capturePage = () => this.webContents.capturePage();

  isDestroyed = (): boolean => this.#destroyed;
  isVisible = (): boolean => this.#visible && !this.#minimized;
  isMinimized = (): boolean => this.#minimized;
  isMaximized = (): boolean => this.#maximized;
  isFullScreen = (): boolean => this.#fullScreen;
  isNormal = (): boolean => !this.#minimized && !this.#maximized && !this.#fullScreen;
  getTitle = (): string => this.#title;
  getBounds = (): Bounds => ({ ...this.#bounds });
  getNormalBounds = (): Bounds => ({ ...this.#bounds });
  getContentBounds = (): Bounds => ({ ...this.#bounds });
  getSize = (): [number, number] => [this.#bounds.width, this.#bounds.height];
  getContentSize = (): [number, number] => this.getSize();
  getPosition = (): [number, number] => [this.#bounds.x, this.#bounds.y];
  setSize = (width: number, height: number): void => this.setBounds({ width, height });
  setContentSize = (width: number, height: number): void => this.setBounds({ width, height });
  setPosition = (x: number, y: number): void => this.setBounds({ x, y });
  center = (): void => undefined;

  isFocused(): boolean {
    return this.#focused;
  }

  setTitle(title: string): void {
    this.#title = title;
  }

  setBounds(bounds: Partial<Bounds>): void {
    const before = this.#bounds;
    this.#bounds = { ...before, ...bounds };
    if (before.x !== this.#bounds.x || before.y !== this.#bounds.y) this.#tell('move', 'moved');
    if (before.width === this.#bounds.width && before.height === this.#bounds.height) return;
    this.webContents.resize(this.#bounds);
    this.#tell('resize', 'resized');
  }

  show(): void {
    this.showInactive();
    this.focus();
  }

  showInactive(): void {
    if (this.#visible) return;
    this.#visible = true;
    this.#tell('show');
  }

  hide(): void {
    if (!this.#visible) return;
    this.#visible = false;
    this.blur();
    this.#tell('hide');
  }

  focus(): void {
    if (this.#focused || !this.isVisible() || this.#destroyed) return;
    BrowserWindow.getFocusedWindow()?.blur();
    this.#focused = true;
    this.#tell('focus');
    app.emit('browser-window-focus', createEvent(), this);
  }

  blur(): void {
    if (!this.#focused) return;
    this.#focused = false;
    this.#tell('blur');
    app.emit('browser-window-blur', createEvent(), this);
  }

  minimize(): void {
    if (this.#minimized) return;
    this.#minimized = true;
    this.blur();
    this.#tell('minimize');
  }

  restore(): void {
    if (!this.#minimized) return;
    this.#minimized = false;
    this.#tell('restore');
    this.focus();
  }

  maximize(): void {
    this.#maximized = true;
    this.#tell('maximize');
  }

  unmaximize(): void {
    this.#maximized = false;
    this.#tell('unmaximize');
  }

  setFullScreen(full: boolean): void {
    this.#fullScreen = full;
    this.#tell(full ? 'enter-full-screen' : 'leave-full-screen');
  }

  /** Asks the app's `close` listeners, then goes. The page's `beforeunload` is not asked. */
  close(): void {
    if (!this.#destroyed && allows(this, 'close')) this.destroy();
  }

  destroy(): void {
    if (this.#destroyed) return;
    this.#destroyed = true;
    this.#visible = false;
    const hadFocus = this.#focused;
    this.#focused = false;
    all.delete(this.id);
    void this.webContents.destroy();
    this.emit('closed');
    if (hadFocus) [...all.values()].findLast((one) => one.isVisible())?.focus();
    if (all.size === 0) app.allWindowsClosed();
  }

  // What only a real desktop shows. A test that wants to know looks at the recorder.
  setMenu = (): void => undefined;
  removeMenu = (): void => undefined;
  setMenuBarVisibility = (): void => undefined;
  setAutoHideMenuBar = (): void => undefined;
  setBackgroundColor = (): void => undefined;
  setIcon = (): void => undefined;
  setMinimumSize = (): void => undefined;
  setMaximumSize = (): void => undefined;
  setResizable = (): void => undefined;
  setAlwaysOnTop = (): void => undefined;
  setSkipTaskbar = (): void => undefined;
  setOpacity = (): void => undefined;
  setTitleBarOverlay = (): void => undefined;
  setVisibleOnAllWorkspaces = (): void => undefined;
  setWindowButtonVisibility = (): void => undefined;
  setOverlayIcon = (_icon: unknown, _description: string): void => undefined;
  setProgressBar = (_progress: number): void => undefined;
  flashFrame = (_flash: boolean): void => undefined;
  moveTop = (): void => undefined;

  #follow(): void {
    const { webContents } = this;
    webContents.once('did-finish-load', () => this.#destroyed || this.emit('ready-to-show'));
    webContents.on('standin:close', () => this.close());
    webContents.on('destroyed', () => this.destroy());
    webContents.on('page-title-updated', (_event: unknown, title: string) => {
      if (allows(this, 'page-title-updated', {}, title, true)) this.#title = title;
    });
  }

  #tell(...events: string[]): void {
    this.webContents.setState({ focused: this.#focused, visible: this.isVisible() });
    for (const event of events) this.emit(event);
  }
}
