import { v7 } from 'uuid';
import { createPasswords, defaultPasswordCost } from '../../src/server/auth/createPasswords.ts';
import { systemClock } from '../../src/server/clock.ts';
import { openFolder } from '../../src/server/openFolder.ts';
import type { Store } from '../../src/server/store/Store.ts';
import { type ConversationId, clientIdSchema, type UserId } from '../../src/shared/model/ids.ts';
import type { Message } from '../../src/shared/model/message.ts';
import {
  channels,
  type Person,
  type Place,
  people,
  type Step,
  spaceName,
  steps,
  unread,
} from './conversation.ts';

const MINUTE_MS = 60_000;
/** How long ago the last line was written when the windows open. */
const LAST_WAS_MS = 3 * MINUTE_MS;

const clientId = () => clientIdSchema.parse(v7());
const names = Object.keys(people) as Person[];

/** Where things are said, by their ids. */
export type Places = Record<Place, ConversationId>;

/** Writes the sample conversation into a new space, at the times it was held, as a store does that a server runs on. */
export async function fillSpace(dataFolder: string, password: string): Promise<Places> {
  const lasted = steps.reduce((minutes, { after }) => minutes + after, 0) * MINUTE_MS;
  let now = Date.now() - LAST_WAS_MS - lasted;
  const folder = openFolder(dataFolder, { name: spaceName, clock: { ...systemClock, now: () => now } });
  const { store } = folder;
  try {
    const ids = await register(store, password);
    const places = await found(store, ids);
    const written = new Map<Place, Message[]>();
    const named = new Map<string, Message>();
    for (const step of steps) {
      now += step.after * MINUTE_MS;
      const message = await write(store, ids[step.who], places[step.where], step, named);
      written.set(step.where, [...(written.get(step.where) ?? []), message]);
    }
    await read(store, ids, places, written);
    return places;
  } finally {
    await folder.close();
  }
}

async function register(store: Store, password: string): Promise<Record<Person, UserId>> {
  const passwordHash = await createPasswords(defaultPasswordCost).hash(password);
  const admission = { open: true, first: true, inviteHash: null };
  const entries: [Person, UserId][] = [];
  for (const username of names) {
    const account = { username, displayName: people[username], passwordHash, admission };
    entries.push([username, (await store.createAccount(account)).id]);
  }
  return Object.fromEntries(entries) as Record<Person, UserId>;
}

/** Makes the places that are not there from the start, with everyone in the channels. */
async function found(store: Store, ids: Record<Person, UserId>): Promise<Places> {
  const states = await store.readableStreams(ids.nadia);
  const general = states
    .find(({ stream }) => stream.startsWith('conversation:'))
    ?.stream.slice('conversation:'.length);
  const places: Partial<Places> = { general: general as ConversationId };
  const memberIds = Object.values(ids);
  for (const name of channels) {
    if (name === 'general') continue;
    const channel = { kind: 'channel', name, memberIds, clientId: clientId() } as const;
    places[name] = (await store.createConversation(ids.nadia, channel)).id;
  }
  const direct = { kind: 'direct' as const, memberIds: [ids.tom], clientId: clientId() };
  places.direct = (await store.createConversation(ids.nadia, direct)).id;
  return places as Places;
}

async function write(
  store: Store,
  authorId: UserId,
  conversationId: ConversationId,
  step: Step,
  named: Map<string, Message>,
): Promise<Message> {
  const replyTo = step.to === undefined ? undefined : named.get(step.to)?.id;
  if (step.to !== undefined && replyTo === undefined)
    throw new Error(`Nothing was said that is called ${step.to}.`);
  const send = { conversationId, clientId: clientId(), text: step.text };
  const message = await store.sendMessage(authorId, replyTo === undefined ? send : { ...send, replyTo });
  if (step.as !== undefined) named.set(step.as, message);
  const { id: messageId } = message;
  if ('edited' in step && step.edited !== undefined)
    await store.editMessage(authorId, { messageId, text: step.edited });
  if ('deleted' in step && step.deleted) await store.deleteMessage(authorId, { messageId });
  return message;
}

/** Everyone has read everything but what is said in `unread`. */
async function read(
  store: Store,
  ids: Record<Person, UserId>,
  places: Places,
  written: Map<Place, Message[]>,
): Promise<void> {
  for (const name of names)
    for (const [place, messages] of written) {
      if (place === 'direct' && name !== 'nadia' && name !== 'tom') continue;
      const last = messages.at(-1 - (unread[name]?.[place] ?? 0));
      // What follows a message up, such as its editing, is read with it.
      const seq = unread[name]?.[place] ? last?.seq : Number.MAX_SAFE_INTEGER;
      if (seq !== undefined) await store.advanceRead(ids[name], { conversationId: places[place], seq });
    }
}
