import { app, dialog } from 'electron';
import type { Log } from '../client/app/Log.ts';
import { quitQuestion } from './host/quitQuestion.ts';
import type { Spaces } from './spaces/openSpaces.ts';

/** The app ends after this long, in milliseconds, whatever is still being closed: what was acknowledged is on disk. */
const CLOSE_WITHIN_MS = 10_000;

/**
 * Closes everything before the app ends, having asked when others are connected to what it hosts. `isQuitting`
 * tells whether windows may close.
 */
export function prepareToQuit(
  spaces: Spaces,
  log: Log,
): { isQuitting(): boolean; quitWithoutAsking(): void } {
  let stage: 'running' | 'asking' | 'closing' | 'closed' = 'running';

  async function confirmed(): Promise<boolean> {
    const question = quitQuestion(await spaces.connected());
    if (!question) return true;
    const buttons = ['Quit', 'Cancel'];
    const { response } = await dialog.showMessageBox({
      type: 'question',
      ...question,
      buttons,
      defaultId: 0,
      cancelId: 1,
    });
    return response === 0;
  }

  async function close(): Promise<void> {
    stage = 'closing';
    const timeout = new Promise<void>((resolve) => setTimeout(resolve, CLOSE_WITHIN_MS));
    await Promise.race([spaces.close(), timeout]).catch((error: unknown) =>
      log.error('closing failed', error),
    );
    stage = 'closed';
    app.quit();
  }

  app.on('before-quit', async (event) => {
    if (stage === 'closed') return;
    event.preventDefault();
    if (stage !== 'running') return;
    stage = 'asking';
    const goOn = await confirmed().catch((error: unknown) => {
      log.error('asking before quitting failed', error);
      return true;
    });
    if (goOn) await close();
    else stage = 'running';
  });

  return {
    isQuitting: () => stage === 'closed',
    /** The computer is shutting down: there is no time to ask. */
    quitWithoutAsking(): void {
      if (stage === 'running' || stage === 'asking') void close();
    },
  };
}
