import { protocol } from 'electron';
import { respond } from './rendererFiles.ts';

/** The app's own scheme: unlike `file:` it gives the page an origin and no way to the rest of the disk. */
const SCHEME = 'app';
export const PAGE_URL = `${SCHEME}://main/`;

/** Before the app is ready (https://www.electronjs.org/docs/latest/api/protocol). */
export function registerScheme(): void {
  const privileges = { standard: true, secure: true, supportFetchAPI: true, codeCache: true };
  protocol.registerSchemesAsPrivileged([{ scheme: SCHEME, privileges }]);
}

/** Serves the built window from `folder`, once the app is ready. */
export function serveRenderer(folder: string): void {
  protocol.handle(SCHEME, ({ url }) => respond(folder, url));
}
