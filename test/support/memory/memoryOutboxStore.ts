import type { DraftRow, OutboxRow, OutboxStore } from '../../../src/client/outbox/OutboxStore.ts';
import type { ConversationId } from '../../../src/shared/model/ids.ts';

/** An `OutboxStore` without a file: it outlives the engine it is given to, not the process. */
export function createMemoryOutboxStore(): OutboxStore {
  let rows: OutboxRow[] = [];
  let lastPosition = 0;
  const drafts = new Map<ConversationId, DraftRow>();
  const notified = new Set<string>();

  return {
    rows: async () => rows.map((row) => ({ ...row })),

    async add(row) {
      if (rows.some(({ clientId }) => clientId === row.clientId))
        throw new Error(`${row.clientId} is in the outbox already`);
      const added = { ...row, position: ++lastPosition };
      rows.push(added);
      return { ...added };
    },

    async update(clientId, patch) {
      rows = rows.map((row) => (row.clientId === clientId ? { ...row, ...patch } : row));
    },

    async remove(clientId) {
      rows = rows.filter((row) => row.clientId !== clientId);
    },

    async replaceConversation(from, to) {
      rows = rows.map((row) => (row.conversationId === from ? { ...row, conversationId: to } : row));
    },

    drafts: async () => [...drafts.values()],

    async saveDraft(draft) {
      drafts.set(draft.conversationId, draft);
    },

    async removeDraft(conversationId) {
      drafts.delete(conversationId);
    },

    async markNotified(marks) {
      const fresh = [...new Set(marks)].filter((id) => !notified.has(id));
      for (const id of fresh) notified.add(id);
      return fresh;
    },

    async close() {},
  };
}
