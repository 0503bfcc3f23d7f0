import { type DraftContent, isMixed, mergeDrafts, noDraft, sameDraft } from '../../shared/model/draft.ts';
import { type EntryValue, parseEntry } from '../../shared/model/entry.ts';
import type { ClientId, ConversationId } from '../../shared/model/ids.ts';
import { draftTextSchema } from '../../shared/model/text.ts';
import type { Clock } from '../clock.ts';
import type { Link } from '../connection/Transport.ts';
import type { DraftRow, OutboxStore } from '../outbox/OutboxStore.ts';

export type DraftsOptions = {
  store: Pick<OutboxStore, 'drafts' | 'saveDraft' | 'removeDraft'>;
  clock: Clock;
  makeId(): ClientId;
  /** A draft of one's own stream, as the cache has it. */
  remote(conversationId: ConversationId): EntryValue<'draft'> | undefined;
  /** Where one's own stream has drafts. */
  remoteIds(): ConversationId[];
  /** Whether one may write in a conversation, as far as is known here: the server takes drafts of its members only. */
  isIn(conversationId: ConversationId): boolean;
  /** A draft is another now than the window last wrote; `mixed` where it was written in on two devices at once. */
  onChange(conversationId: ConversationId, draft: DraftContent, mixed: boolean): void;
  onReport(what: string, detail: string): void;
};

export type Drafts = ReturnType<typeof createDrafts>;

/** The pause after a refusal that may pass, in milliseconds, at least. */
const SHORTEST_PAUSE_MS = 250;

const none: EntryValue<'draft'> = { ...noDraft, revision: 0, saves: [] };
const contentOf = ({ text, replyTo }: DraftContent): DraftContent => ({ text, replyTo });
/** As the server would keep it: without any text there is no draft. */
const keepable = (draft: DraftContent): DraftContent => (draft.text === '' ? noDraft : contentOf(draft));

/** What both a draft here and the one there were made from. */
function commonBase({ base, sent }: DraftRow, there: EntryValue<'draft'>): DraftContent {
  // Where one's own save has led to it, it is that: it may even have been sent since.
  if (sent !== null && there.saves.includes(sent.clientId)) return sent;
  // Revisions only grow: a server with none beyond was put back (S11), and does not know what it is said to have had.
  return there.revision > base.revision ? base : noDraft;
}

/**
 * Keeps what is half written: on this computer at once (S17), and, through one's own stream, on all of one's devices.
 * The server takes a draft only from one who knew the draft before it; what was written on two devices at once
 * becomes one text of both. What was made from which is read off one's own stream alone, in its order.
 */
export function createDrafts(options: DraftsOptions) {
  const { store, clock, remote, onReport } = options;
  const rows = new Map<ConversationId, DraftRow>();
  /** Over which connection a draft is being sent. */
  const asking = new Map<ConversationId, Link>();
  /** Refused for good: they stay on this computer until they are changed, or the server is another. */
  const refused = new Set<ConversationId>();
  /** What is newer here than on the disk. */
  const unwritten = new Set<ConversationId>();
  let link: Link | undefined;
  /** Whether the cache has all of one's own stream: before that a missing draft may be one that is still to come. */
  let isInStep = false;

  function rowOf(conversationId: ConversationId): DraftRow {
    const row = rows.get(conversationId);
    if (row !== undefined) return row;
    // What is begun anew is begun from the draft that was sent or taken away before.
    const { text, revision } = remote(conversationId) ?? none;
    return {
      conversationId,
      ...noDraft,
      base: { ...noDraft, revision: text === '' ? revision : 0 },
      sent: null,
    };
  }

  async function put(row: DraftRow): Promise<void> {
    const { conversationId, base, sent } = row;
    const isNothing = sameDraft(row, noDraft) && sameDraft(base, noDraft) && sent === null;
    if (isNothing) rows.delete(conversationId);
    else rows.set(conversationId, row);
    unwritten.add(conversationId);
    await (isNothing ? store.removeDraft(conversationId) : store.saveDraft(row));
    if (isNothing ? !rows.has(conversationId) : rows.get(conversationId) === row)
      unwritten.delete(conversationId);
  }

  /** As `put`, where nobody waits for it. */
  function keep(row: DraftRow): void {
    put(row).catch((error: unknown) => onReport('a draft could not be written', String(error)));
  }

  /** Takes in what one's own stream says of a draft now. */
  function reconcile(conversationId: ConversationId): void {
    const row = rowOf(conversationId);
    const there = remote(conversationId) ?? none;
    if (there.revision === row.base.revision && sameDraft(there, row.base)) return;
    const before = commonBase(row, there);
    const merged = mergeDrafts(before, row, there);
    keep({ conversationId, ...merged, base: { ...contentOf(there), revision: there.revision }, sent: null });
    if (!sameDraft(merged, row))
      options.onChange(conversationId, merged, isMixed(merged, keepable(row), there));
  }

  function pump(conversationId: ConversationId): void {
    const row = rows.get(conversationId);
    if (row === undefined || link === undefined || !isInStep) return;
    const draft = keepable(row);
    if (row.sent !== null || sameDraft(draft, row.base)) return;
    if (asking.has(conversationId) || refused.has(conversationId)) return;
    if (draft.text !== '' && !options.isIn(conversationId)) return;
    // What is longer, or holds what no text may hold, waits here until it is another.
    if (!draftTextSchema.safeParse(draft.text).success) return;
    const over = link;
    asking.set(conversationId, over);
    send(row, draft, over)
      .catch((error: unknown) => onReport('a draft could not be sent', String(error)))
      .finally(() => {
        if (asking.get(conversationId) !== over) return;
        asking.delete(conversationId);
        pump(conversationId);
      });
  }

  async function send(row: DraftRow, draft: DraftContent, over: Link): Promise<void> {
    const { conversationId, base } = row;
    const { text, replyTo } = draft;
    const clientId = options.makeId();
    // Written down first: after a crash its own event must not be taken for another device's.
    await put({ ...row, sent: { ...draft, clientId } });
    const answer = await over.request('draft:save', {
      conversationId,
      text,
      baseRevision: base.revision,
      clientId,
      ...(replyTo === null ? {} : { replyTo }),
    });
    // Whether it was done is told by one's own stream once that is in step again.
    if (over !== link) return;
    if (answer.ok) {
      // Nothing comes of what the server had already: then it is known here, or on its way.
      reconcile(conversationId);
      const revision = parseEntry('draft', answer.data.entry.value)?.revision ?? 0;
      if (revision === rowOf(conversationId).base.revision) keep({ ...rowOf(conversationId), sent: null });
      return;
    }
    const { failure } = answer;
    if (failure.kind === 'unreachable') return;
    const now = rowOf(conversationId);
    keep({ ...now, sent: null });
    if (failure.kind === 'refused' && failure.error.retryable) {
      refused.add(conversationId);
      clock.after(Math.max(SHORTEST_PAUSE_MS, failure.error.retryAfterMs ?? 0), () => {
        refused.delete(conversationId);
        pump(conversationId);
      });
    } else if (now.base.revision === base.revision) {
      // Another device was faster and its draft is still to come, which ends this; or it is not to be.
      refused.add(conversationId);
      if (failure.kind !== 'refused' || failure.error.code !== 'conflict')
        onReport('a draft was refused', JSON.stringify(failure));
    }
  }

  return {
    async load(): Promise<void> {
      for (const row of await store.drafts()) rows.set(row.conversationId, row);
    },

    /** All that is half written here. */
    current: (): (DraftContent & { conversationId: ConversationId })[] =>
      [...rows.values()]
        .filter((row) => !sameDraft(row, noDraft))
        .map((row) => ({ conversationId: row.conversationId, ...contentOf(row) })),

    /**
     * Keeps what was written; `was` is what the window had of the draft before. Resolves when it is on disk. Where another
     * device's text came in between, both are kept and `onChange` tells the window.
     */
    async save(conversationId: ConversationId, written: DraftContent, was: DraftContent): Promise<void> {
      const row = rowOf(conversationId);
      const merged = mergeDrafts(was, written, row);
      refused.delete(conversationId);
      if (!sameDraft(merged, row) || unwritten.has(conversationId)) await put({ ...row, ...merged });
      if (!sameDraft(merged, written))
        options.onChange(conversationId, merged, isMixed(merged, written, row));
      pump(conversationId);
    },

    /** A conversation made here has got its real id (S6): what was written in it belongs there. */
    created(from: ConversationId, to: ConversationId): void {
      const written = contentOf(rowOf(from));
      if (sameDraft(written, noDraft)) return;
      const there = rowOf(to);
      const merged = mergeDrafts(noDraft, written, there);
      keep({ ...there, ...merged });
      keep({ conversationId: from, ...noDraft, base: { ...noDraft, revision: 0 }, sent: null });
      if (!sameDraft(merged, written)) options.onChange(to, merged, isMixed(merged, written, there));
      pump(to);
    },

    /** Drafts of one's own stream were set or removed. */
    changed(conversationIds: readonly ConversationId[]): void {
      if (!isInStep) return;
      for (const id of conversationIds) {
        refused.delete(id);
        reconcile(id);
        pump(id);
      }
    },

    /** Something about these conversations is another: they may have been joined. */
    conversationsChanged(conversationIds: readonly ConversationId[]): void {
      for (const id of conversationIds) {
        if (!rows.has(id)) continue;
        refused.delete(id);
        pump(id);
      }
    },

    linkUp(over: Link): void {
      link = over;
      refused.clear();
    },

    linkDown(): void {
      link = undefined;
      isInStep = false;
      asking.clear();
    },

    /** The cache was emptied: until it has caught up, it tells nothing. */
    cacheEmptied(): void {
      isInStep = false;
    },

    /** The cache has caught up with one's own stream. */
    caughtUp(): void {
      isInStep = true;
      for (const id of new Set([...rows.keys(), ...options.remoteIds()])) {
        reconcile(id);
        // What was sent has come by now, or will never.
        if (rowOf(id).sent !== null && !asking.has(id)) keep({ ...rowOf(id), sent: null });
        pump(id);
      }
    },
  };
}
