import type { ClientId, ConversationId, MessageId } from '../../shared/model/ids.ts';
import type { NewOutboxRow, OutboxPatch, OutboxRow, OutboxStore } from './OutboxStore.ts';
import { laneOf } from './requestOf.ts';

export type OutboxRows = ReturnType<typeof createOutboxRows>;

/**
 * The outbox's rows in memory beside their store. A change is in memory when the call returns and on disk
 * when its promise resolves; writes reach the store in the order of the calls. What the store does not take, as on a full
 * disk, is undone in memory: what is shown, and sent, is what will be here after a crash as well.
 */
export function createOutboxRows(
  store: OutboxStore,
  onChange: (changed: OutboxRow[], removed: OutboxRow[]) => void,
) {
  let rows: OutboxRow[] = [];
  /** The ids that conversations got which were made in this run: what still names the old one means the new (S6). */
  const realIds = new Map<ConversationId, ConversationId>();
  const find = (clientId: ClientId) => rows.find((row) => row.clientId === clientId);

  const realId = (id: ConversationId): ConversationId => realIds.get(id) ?? id;

  async function replaceConversation(from: ConversationId, to: ConversationId): Promise<void> {
    realIds.set(from, to);
    rows = rows.map((row) => (row.conversationId === from ? { ...row, conversationId: to } : row));
    await store.replaceConversation(from, to);
  }

  /** Takes back what an update changed, but for what another has changed since. */
  function undoUpdate(before: OutboxRow, updated: OutboxRow): void {
    const now = find(before.clientId);
    if (now === undefined) return;
    const undone = { ...now };
    const put = <K extends keyof OutboxRow>(key: K) => {
      if (now[key] === updated[key]) undone[key] = before[key];
    };
    for (const key of Object.keys(before) as (keyof OutboxRow)[]) put(key);
    rows = rows.map((one) => (one === now ? undone : one));
    onChange([undone], []);
  }

  return {
    async load(): Promise<void> {
      rows = await store.rows();
    },

    all: (): readonly OutboxRow[] => rows,
    find,
    inLane: (lane: string): OutboxRow[] => rows.filter((row) => laneOf(row) === lane),
    lanes: (): Set<string> => new Set(rows.map(laneOf)),

    /** Edits and deletions of a message that is still on its way, oldest first. */
    followUps: (clientId: ClientId): OutboxRow[] =>
      rows.filter(
        ({ action }) => (action.kind === 'edit' || action.kind === 'delete') && action.target === clientId,
      ),

    /** An edit of this message that has not left yet. */
    unsentEdit: (target: { messageId: MessageId } | { clientId: ClientId }): OutboxRow | undefined =>
      rows.find(
        ({ action, attempted }) =>
          action.kind === 'edit' &&
          !attempted &&
          ('messageId' in target ? action.messageId === target.messageId : action.target === target.clientId),
      ),

    /** On disk before it is in memory: nothing is sent, or shown as kept, that is not (S17). */
    async add(row: NewOutboxRow): Promise<OutboxRow> {
      const written = await store.add(row);
      const added = { ...written, conversationId: realId(written.conversationId) };
      rows = [...rows, added];
      onChange([added], []);
      // Its conversation was made while this was being written.
      if (added.conversationId !== written.conversationId) {
        await replaceConversation(written.conversationId, added.conversationId);
      }
      return added;
    },

    async update(clientId: ClientId, patch: OutboxPatch): Promise<void> {
      const row = find(clientId);
      if (row === undefined) return;
      const updated = { ...row, ...patch };
      rows = rows.map((one) => (one.clientId === clientId ? updated : one));
      onChange([updated], []);
      try {
        await store.update(clientId, patch);
      } catch (error) {
        undoUpdate(row, updated);
        throw error;
      }
    },

    async remove(clientId: ClientId): Promise<void> {
      const row = find(clientId);
      if (row === undefined) return;
      rows = rows.filter((one) => one !== row);
      onChange([], [row]);
      try {
        await store.remove(clientId);
      } catch (error) {
        // Where it belongs: its lane goes on with the oldest.
        rows = [...rows, row].sort((a, b) => a.position - b.position);
        onChange([row], []);
        throw error;
      }
    },

    realId,
    replaceConversation,
  };
}
