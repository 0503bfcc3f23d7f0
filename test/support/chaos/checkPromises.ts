import type { ClientId, ConversationId } from '../../../src/shared/model/ids.ts';
import type { Ledger } from './Ledger.ts';
import type { ServerState } from './serverState.ts';

/** Holds what people were told against what the server has: nothing missing, nothing doubled, nothing undone. */
export function checkPromises(ledger: Ledger, server: ServerState, violated: (what: string) => void): void {
  const byId = new Map(server.messages.map((message) => [message.id, message]));
  const byClientId = Map.groupBy(server.messages, (one) => `${one.author_id} ${one.client_id}`);
  for (const [who, messages] of byClientId)
    if (messages.length > 1) violated(`S5: ${messages.length} messages of ${who}`);

  for (const [id, { by, name, message: told }] of ledger.lastTold()) {
    const found = byId.get(id);
    if (told === undefined) continue;
    if (found === undefined)
      violated(`S2: ${name} of ${by} was acknowledged and is gone: ${told.text} (${id})`);
    else if (found.seq !== told.seq || found.changed_seq < told.changedSeq)
      violated(
        `S2: ${by} was told of ${told.seq}/${told.changedSeq}, which is ${found.seq}/${found.changed_seq}`,
      );
    else if (found.changed_seq === told.changedSeq && found.text !== told.text)
      violated(`${by} was told "${told.text}" by ${name}, where "${found.text}" stands (${id})`);
    else if (told.deletedAt !== null && found.deleted_at === null)
      violated(`what ${by} was told is deleted is back: ${found.text} (${id})`);
  }

  for (const { name, conversationId, by } of ledger.kept)
    if (name === 'conversation:create' && conversationId && !server.conversations.has(conversationId))
      violated(`S2: ${by} made ${conversationId}, which is not there`);

  const delivered = new Set(server.messages.map((one) => one.client_id));
  const has = (clientId: string) => delivered.has(clientId) || server.scheduled.has(clientId);
  const { givenUp, abandoned, lost, settled, touched } = ledger;
  const isOver = (id: ClientId, conversationId: ConversationId | null) =>
    givenUp.has(id) || touched.has(id) || (conversationId !== null && abandoned.has(conversationId));
  for (const { clientId, row, conversationId, by, text } of ledger.accepted.values()) {
    // What was not taken to be sent later may be sent now, and is then known by its row.
    const ids = new Set([clientId, row]);
    const arrived = [...ids].filter((id) => has(id));
    if (arrived.length > 1 && !touched.has(row))
      violated(`S5: ${by} wrote "${text}" once, and it is there as ${arrived.join(' and ')}`);
    if (arrived.length === 0 && ![...ids].some((id) => lost.has(id) || isOver(id, conversationId)))
      violated(
        `S17: ${by} wrote "${text}" (${clientId} in ${conversationId}), which never arrived and was never refused`,
      );
  }
  for (const [row, { by, what, conversationId }] of ledger.queued)
    if (!settled.has(row) && !isOver(row, conversationId))
      violated(`S17: ${by} asked for ${what} (${row} in ${conversationId}), which was never answered`);
}
