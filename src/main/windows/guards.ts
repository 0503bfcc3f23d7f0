import { app, session, shell } from 'electron';
import { isOpenable } from './links.ts';

/** Opens a link outside the app; whether it was one that may be. */
export async function openLink(link: string): Promise<boolean> {
  if (!isOpenable(link)) return false;
  await shell.openExternal(link);
  return true;
}

/**
 * What no page of this app may do, whatever is loaded in it: leave, open windows, embed pages, use devices
 * (items 5 and 13–15 of https://www.electronjs.org/docs/latest/tutorial/security). Links lead outside instead.
 */
export function guardPages(): void {
  session.defaultSession.setPermissionRequestHandler((_contents, _permission, answer) => answer(false));
  session.defaultSession.setPermissionCheckHandler(() => false);
  app.on('web-contents-created', (_event, contents) => {
    contents.on('will-navigate', (event) => {
      event.preventDefault();
      void openLink(event.url);
    });
    contents.on('will-attach-webview', (event) => event.preventDefault());
    contents.setWindowOpenHandler(({ url }) => {
      void openLink(url);
      return { action: 'deny' };
    });
  });
}
