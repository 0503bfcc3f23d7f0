import { EngineError } from '../../client/Engine.ts';
import type { DraftRow, OutboxRow, OutboxStore } from '../../client/outbox/OutboxStore.ts';
import { StorageError } from '../idb/StorageError.ts';

/** What an outbox held, to be put back where the browser took it away. */
export type Held = { rows: OutboxRow[]; drafts: DraftRow[] };

/**
 * An outbox that remembers what it keeps: a browser may take a database away while it is in use, and what a person wrote
 * must not go with it (S17). What cannot be kept is refused with words that the window shows.
 */
export function createHeldOutbox(store: OutboxStore): OutboxStore & { held(): Held } {
  let rows = new Map<string, OutboxRow>();
  let drafts = new Map<string, DraftRow>();

  return {
    async rows() {
      const all = await store.rows();
      rows = new Map(all.map((row) => [row.clientId, row]));
      return all;
    },
    async add(row) {
      try {
        const added = await store.add(row);
        rows.set(row.clientId, added);
        return added;
      } catch (error) {
        if (error instanceof StorageError) throw new EngineError('internal', error.message);
        throw error;
      }
    },
    async update(clientId, patch) {
      await store.update(clientId, patch);
      const row = rows.get(clientId);
      if (row) rows.set(clientId, { ...row, ...patch });
    },
    async remove(clientId) {
      await store.remove(clientId);
      rows.delete(clientId);
    },
    async replaceConversation(from, to) {
      await store.replaceConversation(from, to);
      for (const row of rows.values())
        if (row.conversationId === from) rows.set(row.clientId, { ...row, conversationId: to });
    },
    async drafts() {
      const all = await store.drafts();
      drafts = new Map(all.map((draft) => [draft.conversationId, draft]));
      return all;
    },
    async saveDraft(draft) {
      // Before it is written: what is refused today may be put back tomorrow.
      drafts.set(draft.conversationId, draft);
      await store.saveDraft(draft);
    },
    async removeDraft(conversationId) {
      await store.removeDraft(conversationId);
      drafts.delete(conversationId);
    },
    markNotified: (marks) => store.markNotified(marks),
    close: () => store.close(),
    held: () => ({ rows: [...rows.values()], drafts: [...drafts.values()] }),
  };
}

/** Puts back what is not there any more, in its order. A draft that is there may be older than what could not be written. */
export async function putBack({ rows, drafts }: Held, into: OutboxStore): Promise<void> {
  const there = new Set((await into.rows()).map(({ clientId }) => clientId));
  for (const { position: _, ...row } of rows.toSorted((one, other) => one.position - other.position))
    if (!there.has(row.clientId)) await into.add(row);
  for (const draft of drafts) await into.saveDraft(draft);
}
