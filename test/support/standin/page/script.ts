import { readFileSync } from 'node:fs';
import { bridgeClone } from './bridgeClone.ts';
import { createCodec } from './codec.ts';
import { createIpcRenderer } from './ipcRenderer.ts';
import { BINDING, RECEIVER, type ToPage } from './messages.ts';
import { installSurroundings } from './surroundings.ts';

/** What a preload script sees of its process. */
type PreloadProcess = {
  platform: string;
  versions: Record<string, string | undefined>;
  argv: string[];
  env: object;
};
export type PageOptions = {
  preload: string | undefined;
  additionalArguments: string[];
  focused: boolean;
  visible: boolean;
};

/**
 * The script that runs in every document of a window before the page's own: the IPC of the stand-in, then the preload
 * script. Unlike Electron's, the preload shares the page's world; only what it exposes goes through the bridge's copying.
 */
export function pageScript({ preload, additionalArguments, focused, visible }: PageOptions): string {
  const { platform, versions } = process;
  const seen: PreloadProcess = {
    platform,
    versions: { ...versions },
    argv: ['standin', ...additionalArguments],
    env: {},
  };
  const source = preload === undefined ? '' : readFileSync(preload, 'utf8');
  const parts = [createCodec, bridgeClone, createIpcRenderer, installSurroundings]
    .map((part) => `${part}`)
    .join('\n');
  return `(() => {
    if (window.top !== window || location.protocol === 'about:') return;
    ${parts}
    (${runPreload})(
      { codec: createCodec(), bridgeClone, createIpcRenderer, installSurroundings },
      ${JSON.stringify({ binding: BINDING, receiver: RECEIVER, seen, state: { focused, visible } })},
      function (require, module, exports, process) {${source}\n},
    );
  })();`;
}

type Parts = {
  codec: ReturnType<typeof createCodec>;
  bridgeClone: typeof bridgeClone;
  createIpcRenderer: typeof createIpcRenderer;
  installSurroundings: typeof installSurroundings;
};
type Seen = {
  binding: string;
  receiver: string;
  seen: PreloadProcess;
  state: { focused: boolean; visible: boolean };
};
type Preload = (require: (name: string) => unknown, module: object, exports: object, process: object) => void;

/** Self-contained, because its source text is put into pages. */
function runPreload(parts: Parts, { binding, receiver, seen, state }: Seen, preload: Preload): void {
  const world = globalThis as unknown as Record<string | symbol, unknown>;
  const transmit = world[binding] as (text: string) => void;
  delete world[binding];
  const { ipcRenderer, post, receive } = parts.createIpcRenderer(parts.codec, transmit);
  const applyState = parts.installSurroundings(post);
  applyState(state);
  const take = (text: string) => {
    for (const message of parts.codec.decode(text) as ToPage[]) {
      if (message.kind === 'state') applyState(message);
      else receive(message);
    }
  };
  Object.defineProperty(world, Symbol.for(receiver), { value: take });

  const exposeInMainWorld = (name: string, api: unknown) => {
    if (name in world)
      throw new Error('Cannot bind an API on top of an existing property on the window object');
    const value = parts.bridgeClone(api);
    Object.defineProperty(world, name, {
      value: typeof value === 'object' ? Object.freeze(value) : value,
      enumerable: true,
    });
  };
  const getPathForFile = () => {
    throw new Error('webUtils.getPathForFile is not imitated by the stand-in.');
  };
  const electron = {
    contextBridge: { exposeInMainWorld },
    ipcRenderer,
    webUtils: { getPathForFile },
    webFrame: {},
  };
  const require = (name: string) => {
    if (name === 'electron' || name === 'electron/renderer') return electron;
    throw new Error(`module not found: ${name}`);
  };
  const sandboxed = { ...seen, type: 'renderer', sandboxed: true, contextIsolated: true };
  const module = { exports: {} };
  preload(require, module, module.exports, sandboxed);
}
