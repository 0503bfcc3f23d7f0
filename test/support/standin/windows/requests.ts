import type { CdpSession } from '../chromium/connection.ts';
import { fromChromium, schemeOf } from '../chromium/schemes.ts';
import { answerRequest, type Fulfilment } from '../native/protocol.ts';

type Paused = {
  requestId: string;
  frameId: string;
  resourceType: string;
  redirectedRequestId?: string;
  request: Parameters<typeof answerRequest>[0];
};

/** Asked before the main frame goes to another document by itself; the answer `false` keeps it where it is. */
export type NavigationGuard = (url: string) => boolean;

/** Routes a page's requests: documents past the guard, custom schemes to the app's handlers, the rest to the network. */
export async function routeRequests(
  session: CdpSession,
  mainFrameId: string,
  mayNavigate: NavigationGuard,
): Promise<void> {
  session.on('Fetch.requestPaused', (paused: Paused) => {
    settle(session, paused, mainFrameId, mayNavigate).catch((error: Error) => {
      // A page that navigates or closes takes its paused requests with it.
      if (!/Invalid InterceptionId|closed|detached|not found/i.test(error.message)) throw error;
    });
  });
  const patterns = [{ urlPattern: 'https://*.standin/*' }, { urlPattern: '*', resourceType: 'Document' }];
  await session.send('Fetch.enable', { patterns });
}

async function settle(
  session: CdpSession,
  paused: Paused,
  mainFrameId: string,
  mayNavigate: NavigationGuard,
): Promise<void> {
  const { requestId, request } = paused;
  const moves =
    paused.resourceType === 'Document' && paused.frameId === mainFrameId && !paused.redirectedRequestId;
  if (moves && !mayNavigate(fromChromium(request.url))) {
    await session.send('Fetch.failRequest', { requestId, errorReason: 'Aborted' });
    return;
  }
  if (schemeOf(request.url) !== undefined && new URL(request.url).pathname === '/favicon.ico') {
    // Chromium asks for it by itself; Electron does not.
    await session.send('Fetch.fulfillRequest', { requestId, responseCode: 404 });
    return;
  }
  let answer: Fulfilment | undefined;
  try {
    answer = await answerRequest(request);
  } catch (error) {
    process.stderr.write(`${fromChromium(request.url)}: ${error}\n`);
    await session.send('Fetch.failRequest', { requestId, errorReason: 'Failed' });
    return;
  }
  if (answer === undefined) await session.send('Fetch.continueRequest', { requestId });
  else await session.send('Fetch.fulfillRequest', { requestId, ...answer });
}
