import { readFile } from 'node:fs/promises';
import { extname, join, sep } from 'node:path';

const HOST = 'main';

/** Only what the bundle itself holds; nothing from elsewhere, nothing inline, no `eval`. */
const CONTENT_SECURITY_POLICY = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self'",
  "font-src 'self'",
  "img-src 'self'",
  "connect-src 'self'",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
].join('; ');

const TYPES: Record<string, string> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.json': 'application/json',
  '.map': 'application/json',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.ico': 'image/x-icon',
  '.woff2': 'font/woff2',
};

/** Answers a request of the page for a file of the built window in `folder`. */
export async function respond(folder: string, url: string): Promise<Response> {
  const path = fileFor(folder, url);
  const content = path === undefined ? undefined : await readFile(path).catch(() => undefined);
  if (path === undefined || content === undefined) return new Response('Not found.', { status: 404 });
  return new Response(new Uint8Array(content), {
    headers: {
      'content-type': TYPES[extname(path)] ?? 'application/octet-stream',
      'content-security-policy': CONTENT_SECURITY_POLICY,
      'x-content-type-options': 'nosniff',
    },
  });
}

/** The file that an address of the page means, if it is one below `folder`. */
export function fileFor(folder: string, address: string): string | undefined {
  const url = URL.parse(address);
  if (url?.host !== HOST) return undefined;
  let path: string;
  try {
    path = decodeURIComponent(url.pathname);
  } catch {
    return undefined;
  }
  if (path.includes('\0')) return undefined;
  const file = join(folder, path === '/' ? 'index.html' : path);
  return file.startsWith(folder + sep) ? file : undefined;
}
