import { v7 } from 'uuid';
import type { Link } from '../../src/client/connection/Transport.ts';
import { createTransports } from '../../src/main/trust/createTransports.ts';
import { clientIdSchema } from '../../src/shared/model/ids.ts';
import { liveSteps, type Person } from './conversation.ts';
import type { Places } from './fillSpace.ts';

const SECOND_MS = 1_000;
/** How long someone is seen typing before a line comes. */
const TYPING_MS = 2_500;

const transport = createTransports()(null);
const pause = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));

async function signIn(url: string, username: Person, password: string): Promise<Link> {
  const session = await transport.login(url, { username, password });
  if (!session.ok) throw new Error(`${username} could not sign in.`);
  return new Promise((resolve, reject) => {
    const link: Link = transport.open(url, session.data.accessToken, {
      onOpen: () => resolve(link),
      onEvents() {},
      onSignals() {},
      onEnd: (end) => reject(new Error('message' in end ? end.message : end.kind)),
    });
  });
}

/** Lets the others come online and go on talking for a while. */
export async function goOnTalking(url: string, places: Places, password: string): Promise<void> {
  const links = new Map<Person, Link>();
  for (const { who } of liveSteps) if (!links.has(who)) links.set(who, await signIn(url, who, password));
  for (const { who, where, text, after } of liveSteps) {
    const link = links.get(who);
    const conversationId = places[where];
    await pause(after * SECOND_MS - TYPING_MS);
    link?.notify('typing:set', { conversationId, typing: true });
    await pause(TYPING_MS);
    await link?.request('message:send', { conversationId, clientId: clientIdSchema.parse(v7()), text });
  }
}
