import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { v4 as uuid } from 'uuid';
import { expect, it } from 'vitest';
import {
  type ClientId,
  type ConversationId,
  clientIdSchema,
  type Seq,
} from '../../../src/shared/model/ids.ts';
import type { Message } from '../../../src/shared/model/message.ts';
import { freePort } from '../../support/space/freePort.ts';
import { RawClient } from '../../support/space/RawClient.ts';
import { ServerProcess } from '../../support/space/ServerProcess.ts';

const SENDERS = 8;
const MESSAGES = 500;
const KILLS = 10;
const RETRY_MS = 20;

type World = { url: string; general: ConversationId; acknowledged: Map<ClientId, Message> };

/** Sends all messages of one person one after the other, each until it is acknowledged, whatever dies meanwhile. */
async function sendAll(client: RawClient, world: World): Promise<void> {
  for (let number = 0; number < MESSAGES; number += 1) {
    const clientId = clientIdSchema.parse(uuid());
    const text = `${client.session.user.username} ${number}`;
    world.acknowledged.set(clientId, await sendOne(client, world, { clientId, text }));
  }
}

async function sendOne(
  client: RawClient,
  world: World,
  { clientId, text }: { clientId: ClientId; text: string },
) {
  for (;;) {
    try {
      if (!client.socket.connected) await client.connect(world.url);
      const { general: conversationId } = world;
      return (await client.ask('message:send', { conversationId, clientId, text })).message;
    } catch {
      // Refused for now or lost with the server: the same id makes the repeat harmless (S5).
      await wait(RETRY_MS);
    }
  }
}

/** Everything in `#general` as a client catches up with it from its first event. */
async function catchUp(client: RawClient, general: ConversationId): Promise<Message[]> {
  const messages: Message[] = [];
  const stream = `conversation:${general}` as const;
  for (let cursor: Seq = 0, more = true; more; ) {
    const reply = await client.ask('sync', { cursors: { [stream]: cursor } });
    const found = reply.streams.find((synced) => synced.stream === stream);
    for (const raw of found?.events ?? []) {
      const event = raw as { seq: Seq; type: string; data: { message: Message } };
      expect(event.seq, 'S1: no gap').toBe(cursor + 1);
      cursor = event.seq;
      if (event.type === 'message.created') messages.push(event.data.message);
    }
    more = found?.more ?? false;
  }
  return messages;
}

it('S2, S5: killed in the middle again and again, the server keeps every acknowledged message once, in one order', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'parley-crash-'));
  const args = ['--data', join(folder, 'data'), '--registration', 'open'];
  let { server, url } = await ServerProcess.start([...args, '--port', String(await freePort())]);
  const fixed = [...args, '--port', new URL(url).port];
  try {
    const clients: RawClient[] = [];
    for (let n = 0; n < SENDERS; n += 1) clients.push(await RawClient.register(url, `sender${n}`));
    await Promise.all(clients.map((client) => client.connect(url)));
    const [first] = clients;
    if (!first) throw new Error('There is nobody.');
    const world: World = { url, general: await first.general(), acknowledged: new Map() };
    const sending = Promise.all(clients.map((client) => sendAll(client, world)));
    for (let kill = 1; kill <= KILLS; kill += 1) {
      // Each kill comes when another share of all messages has been acknowledged, so all of them hit the middle.
      const share = Math.floor((SENDERS * MESSAGES * kill) / (KILLS + 1));
      while (world.acknowledged.size < share) await wait(1);
      const ended = server.ended();
      server.kill('SIGKILL');
      await ended;
      ({ server } = await ServerProcess.start(fixed));
    }
    await sending;
    const orders = await Promise.all(
      clients.map(async (client) => {
        // Whoever was done before the last kill has not come back yet.
        if (!client.socket.connected) await client.connect(url);
        return catchUp(client, world.general);
      }),
    );
    const [order = []] = orders;
    expect(order).toHaveLength(SENDERS * MESSAGES);
    for (const other of orders) expect(other).toEqual(order);
    expect(new Map(order.map((message) => [message.clientId, message]))).toEqual(world.acknowledged);
    for (const { session } of clients) {
      const texts = order.filter(({ authorId }) => authorId === session.user.id).map(({ text }) => text);
      expect(texts).toEqual(Array.from({ length: MESSAGES }, (_, n) => `${session.user.username} ${n}`));
    }
    for (const client of clients) client.close();
  } finally {
    const ended = server.ended();
    server.kill('SIGKILL');
    await ended;
    rmSync(folder, { recursive: true, force: true });
  }
});
