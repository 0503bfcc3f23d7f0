import { execFileSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

/** One line of code at a place in the tree, and the rule that must refuse it (`null`: it must be accepted). */
type Case = { at: string; code: string; refusedBy: string | null };

const LAYER = 'lint/style/noRestrictedImports';
const NODE = 'lint/correctness/noNodejsModules';
const CYCLE = 'lint/suspicious/noImportCycles';
const PLUGIN = 'plugin';

const root = join(import.meta.dirname, '..');
const biome = createRequire(import.meta.url).resolve('@biomejs/biome/bin/biome');

const accepts = (at: string, ...sources: string[]): Case[] =>
  sources.map((source) => ({ at, code: `import '${source}';`, refusedBy: null }));
const refuses = (at: string, ...sources: string[]): Case[] =>
  sources.map((source) => ({ at, code: `import '${source}';`, refusedBy: LAYER }));

/** The table of the design, row by row: what each folder may import, and what it is refused. */
const table: Case[] = [
  ...accepts('src/shared/model', 'zod', '../protocol/requests.ts', './message.ts'),
  ...refuses(
    'src/shared/model',
    'react',
    'uuid',
    'electron',
    '../../server/startServer.ts',
    '../../client/x.ts',
  ),
  ...refuses('src/shared', '../sqlite/open.ts', '../main/x.ts', '../renderer/x.ts', '../preload/x.ts'),

  ...accepts('src/sqlite', 'better-sqlite3', 'node:fs', './migrate.ts'),
  ...refuses('src/sqlite', 'zod', '../shared/model/message.ts', '../server/startServer.ts', '../main/x.ts'),

  ...accepts('src/server/http', 'socket.io', 'jsonwebtoken', 'node:http', '../../shared/protocol/x.ts'),
  ...accepts('src/server/store/sqlite', '../../../sqlite/open.ts', '../Store.ts', './messageRows.ts'),
  ...refuses('src/server/http', 'electron', 'socket.io-client', 'react', 'better-sqlite3'),
  ...refuses(
    'src/server/http',
    '../../client/x.ts',
    '../../main/x.ts',
    '../../renderer/x.ts',
    '../../web/x.ts',
  ),

  ...accepts(
    'src/client/sync',
    'socket.io-client',
    'uuid',
    'zod',
    '../outbox/x.ts',
    '../../shared/model/message.ts',
  ),
  ...refuses('src/client/sync', 'bonjour-service'),
  ...refuses('src/client/sync', 'electron', 'node:fs', 'socket.io', 'react', '../../server/startServer.ts'),
  ...refuses('src/client/sync', '../../sqlite/open.ts', '../../main/x.ts', '../../renderer/x.ts'),

  ...accepts('src/main/host', 'electron', 'node:path', '../../server/startServer.ts', '../../client/x.ts'),
  ...accepts(
    'src/main/cache',
    '../../sqlite/open.ts',
    '../../shared/model/message.ts',
    './cache.worker.ts?modulePath',
  ),
  ...accepts('src/main/discovery', 'bonjour-service', 'node:dgram', '../host/x.ts'),
  ...refuses('src/main/host', '../../server/store/Store.ts', '../../renderer/x.ts', '../../preload/index.ts'),
  ...refuses('src/main/host', 'socket.io', 'socket.io-client', 'better-sqlite3', 'react'),
  // What is said to a space goes over connections that were checked.
  ...refuses('src/main/spaces', 'node:http', 'node:https', 'node:http2', 'node:tls'),
  ...accepts('src/main/trust', 'node:https', 'node:tls', '../../client/x.ts'),
  ...refuses('src/main/trust', '../../server/store/Store.ts', 'react'),
  {
    at: 'src/main/spaces',
    code: "void fetch('http://127.0.0.1');",
    refusedBy: 'lint/style/noRestrictedGlobals',
  },

  ...accepts('src/preload', 'electron', '../shared/ipc/requests.ts'),
  ...refuses(
    'src/preload',
    '../shared/model/message.ts',
    '../main/x.ts',
    '../client/x.ts',
    'zod',
    'socket.io-client',
  ),

  ...accepts('src/renderer/store', 'react', 'react-dom/client', 'zustand', 'zustand/react/shallow', 'virtua'),
  ...accepts('src/renderer/markdown', 'markdown-it', 'lowlight', 'hast', 'emojibase-data/en/compact.json'),
  ...accepts('src/renderer/store', '../../shared/ipc/requests.ts', '../ui/Button.tsx', '@base-ui/react/menu'),
  ...refuses('src/renderer/store', 'electron', 'socket.io-client', 'socket.io', 'better-sqlite3', 'ws'),
  ...refuses('src/renderer/store', '../../main/x.ts', '../../client/x.ts', '../../server/startServer.ts'),

  ...accepts('src/web', '../renderer/mount.tsx', '../client/x.ts', '../shared/ipc/requests.ts'),
  ...accepts('src/web/cache', 'idb', 'zod', 'uuid', '../../client/x.ts'),
  ...accepts('src/web', 'workbox-precaching', 'workbox-routing'),
  ...refuses('src/web', 'react', 'better-sqlite3', 'socket.io', 'pino'),
  ...refuses('src/web', '../renderer/store/x.ts', '../main/x.ts', '../server/startServer.ts', 'electron'),
];

const others: Case[] = [
  { at: 'src/client', code: "export const late = import('../server/startServer.ts');", refusedBy: LAYER },
  {
    at: 'src/renderer',
    code: "import type { App } from 'electron';\nexport type A = App;",
    refusedBy: LAYER,
  },
  { at: 'src/shared', code: "import 'node:fs';", refusedBy: NODE },
  { at: 'src/client', code: "import 'node:events';", refusedBy: NODE },
  { at: 'src/renderer', code: "import 'node:path';", refusedBy: NODE },
  { at: 'src/preload', code: "import 'node:fs';", refusedBy: NODE },
  { at: 'src/web', code: "import 'node:fs';", refusedBy: NODE },
  { at: 'src/client', code: "import 'vitest';", refusedBy: PLUGIN },
  { at: 'src/server', code: "import '../../test/support/builders.ts';", refusedBy: PLUGIN },
  {
    at: 'src/main',
    code: "import { ipcMain } from 'electron';\nexport const a = ipcMain;",
    refusedBy: PLUGIN,
  },
  {
    at: 'src/main',
    code: "import * as all from 'electron';\nexport const a = all.ipcMain;",
    refusedBy: PLUGIN,
  },
  {
    at: 'src/preload',
    code: "import { ipcRenderer } from 'electron';\nexport const a = ipcRenderer;",
    refusedBy: PLUGIN,
  },
  { at: 'src/main', code: "export const a = (w: W) => w.webContents.send('a', 1);", refusedBy: PLUGIN },
  { at: 'src/main', code: "export const a = (e: E) => e.sender.send('a', 1);", refusedBy: PLUGIN },
  { at: 'src/main', code: "export const a = (s: S) => s.socket.send('a', 1);", refusedBy: null },
  { at: 'src/renderer', code: 'export const a = () => crypto.randomUUID();', refusedBy: PLUGIN },
  { at: 'src/client', code: 'export const a = () => globalThis.crypto.subtle;', refusedBy: PLUGIN },
  {
    at: 'src/renderer',
    code: "export const a = () => navigator.clipboard.writeText('a');",
    refusedBy: PLUGIN,
  },
  { at: 'src/renderer', code: "export const a = () => new Notification('a');", refusedBy: PLUGIN },
  { at: 'src/main', code: 'export const a = () => crypto.randomUUID();', refusedBy: null },
  {
    at: 'src/renderer',
    code: 'export const a = () => crypto.getRandomValues(new Uint8Array(16));',
    refusedBy: null,
  },
];

/** Files that must carry a given name: wrappers, tests, and both halves of a cycle. */
const named: Record<string, Case> = {
  'src/main/ipc/handle.ts': {
    at: '',
    code: "import { ipcMain } from 'electron';\nexport const a = ipcMain;",
    refusedBy: null,
  },
  'src/preload/index.ts': {
    at: '',
    code: "import { ipcRenderer } from 'electron';\nexport const a = ipcRenderer;",
    refusedBy: null,
  },
  'src/main/ipc/push.ts': {
    at: '',
    code: "export const a = (w: W) => w.webContents.send('a', 1);",
    refusedBy: null,
  },
  'src/client/outbox.test.ts': {
    at: '',
    code: "import 'vitest';\nimport 'fast-check';\nimport '../../test/support/builders.ts';",
    refusedBy: null,
  },
  'src/client/reach.test.ts': { at: '', code: "import '../server/startServer.ts';", refusedBy: LAYER },
  'src/server/roundA.ts': {
    at: '',
    code: "import { b } from './roundB.ts';\nexport const a = () => b();",
    refusedBy: CYCLE,
  },
  'src/server/roundB.ts': {
    at: '',
    code: "import { a } from './roundA.ts';\nexport const b = () => a();",
    refusedBy: CYCLE,
  },
};

const files = new Map<string, Case>(Object.entries(named));
for (const [index, one] of [...table, ...others].entries()) files.set(`${one.at}/case${index}.ts`, one);

let folder = '';
let found = new Map<string, string[]>();

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'parley-layers-'));
  for (const part of ['biome.json', 'lint'])
    cpSync(join(root, part), join(folder, part), { recursive: true });
  for (const [path, one] of files) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), `${one.code}\n`);
  }
  found = lint(folder);
});

afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** Runs the linter once over a folder; the answer maps each file to the rules that refused it. */
function lint(cwd: string): Map<string, string[]> {
  const args = [biome, 'lint', '--vcs-enabled=false', '--reporter=json', '--max-diagnostics=none', '.'];
  const refused = new Map<string, string[]>();
  for (const { category, location } of parseReport(runTool(args, cwd)).diagnostics) {
    refused.set(location.path, [...(refused.get(location.path) ?? []), category]);
  }
  return refused;
}

/** The linter exits with 1 when it refuses something, which is what most cases here want. */
function runTool(args: string[], cwd: string): string {
  try {
    return execFileSync(process.execPath, args, { cwd, encoding: 'utf8', stdio: ['ignore', 'pipe', 'pipe'] });
  } catch (error) {
    if (error instanceof Error && 'stdout' in error && String(error.stdout).startsWith('{'))
      return String(error.stdout);
    throw error;
  }
}

function parseReport(text: string): { diagnostics: { category: string; location: { path: string } }[] } {
  return JSON.parse(text);
}

describe('the layer table', () => {
  it.each([...files])('%s', (path, one) => {
    const rules = found.get(path) ?? [];
    if (one.refusedBy === null) expect(rules, one.code).toEqual([]);
    else expect(rules, one.code).toContain(one.refusedBy);
  });
});
