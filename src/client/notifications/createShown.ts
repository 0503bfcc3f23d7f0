import type { Delta } from '../../shared/ipc/deltas.ts';
import { parseEntry } from '../../shared/model/entry.ts';
import type { ConversationId, Seq, SpaceId } from '../../shared/model/ids.ts';
import { marksRead, type ReadMark } from '../../shared/model/notification.ts';
import type { Notice } from './wording.ts';

/** A notification that the system shows. */
export type ShownNotice = { close(): void };
type DeltaOf<T extends Delta['type']> = Extract<Delta, { type: T }>;
type Shown = { notice: Notice; spaceId: SpaceId; handle: ShownNotice };

/** So many are remembered, whether they are on the screen or in the system's list of them. */
const MOST_REMEMBERED = 200;

/**
 * What is shown by the system, and is taken back once it is no news any more: its message was read, deleted or let go by
 * retention, here or on another device, its entry was read or is gone, or there is nothing left of the conversation or the space here.
 */
export function createShown() {
  const shown = new Set<Shown>();

  function withdraw(isOver: (one: Shown) => boolean): void {
    for (const one of shown)
      if (isOver(one)) {
        shown.delete(one);
        one.handle.close();
      }
  }

  /** Those of a space that tell of nothing but what is done with. */
  function withdrawKeys(spaceId: SpaceId, keys: ReadonlySet<string>): void {
    withdraw((one) => one.spaceId === spaceId && one.notice.keys.every((key) => keys.has(key)));
  }

  return {
    /** `gone` is called when there is nothing left to take back. */
    add(notice: Notice, spaceId: SpaceId, handle: ShownNotice): { gone(): void } {
      const one = { notice, spaceId, handle };
      shown.add(one);
      const [oldest] = shown;
      if (oldest && shown.size > MOST_REMEMBERED) shown.delete(oldest);
      return { gone: () => void shown.delete(one) };
    },

    /** Takes back what a change makes old news. */
    heard(delta: Delta): void {
      switch (delta.type) {
        case 'conversations.changed':
          withdrawReadThrough(delta);
          break;
        case 'conversations.removed': {
          const gone = new Set<string>(delta.conversationIds);
          const isThere = ({ leadsTo }: Notice) =>
            leadsTo.kind === 'place' && gone.has(leadsTo.conversationId);
          withdraw((one) => one.spaceId === delta.spaceId && isThere(one.notice));
          break;
        }
        case 'messages.changed': {
          const deleted = delta.messages.filter(({ deletedAt }) => deletedAt !== null);
          withdrawKeys(delta.spaceId, new Set(deleted.map(({ id }) => `message:${id}`)));
          break;
        }
        case 'messages.expired': {
          const { spaceId, conversationId, throughSeq } = delta;
          withdraw((one) => one.spaceId === spaceId && isOf(one, conversationId, throughSeq));
          break;
        }
        case 'messages.reset': {
          const { spaceId, conversationId } = delta;
          withdraw((one) => one.spaceId === spaceId && isOf(one, conversationId, Number.POSITIVE_INFINITY));
          break;
        }
        case 'entries.changed':
          withdrawKeys(delta.spaceId, new Set(delta.entries.flatMap(readKey)));
          break;
        case 'outbox.changed':
          withdrawRead(delta);
          break;
        case 'space.changed':
          if (delta.space.connection.status === 'stopped')
            withdraw((one) => one.spaceId === delta.space.spaceId);
          break;
        case 'space.removed':
          withdraw((one) => one.spaceId === delta.spaceId);
          break;
      }
    },
  };

  /** What was read where it stands, on whichever device. */
  function withdrawReadThrough({ spaceId, conversations }: DeltaOf<'conversations.changed'>): void {
    const readSeqs = new Map(conversations.map(({ id, readSeq }) => [id, readSeq]));
    const isRead = ({ upTo }: Notice) =>
      upTo !== undefined && upTo.seq <= (readSeqs.get(upTo.conversationId) ?? -1);
    withdraw((one) => one.spaceId === spaceId && isRead(one.notice));
  }

  /** What was marked as read here is read, whether or not the server knows of it yet. */
  function withdrawRead({ spaceId, items }: DeltaOf<'outbox.changed'>): void {
    for (const { action } of items) {
      if (action.kind !== 'request' || action.request.name !== 'notification:read') continue;
      const mark = action.request.payload;
      withdraw(({ notice, ...one }) => one.spaceId === spaceId && isMarked(notice, mark));
    }
  }
}

/** Whether a notification is about messages of a conversation up to a seq, inclusive. */
const isOf = ({ notice: { upTo } }: Shown, conversationId: ConversationId, throughSeq: Seq): boolean =>
  upTo?.conversationId === conversationId && upTo.seq <= throughSeq;

/** Whether all that a notification tells of is marked as read. Where it knows no time of its own, only its keys can be. */
const isMarked = ({ keys, at }: Notice, mark: ReadMark): boolean =>
  at === undefined
    ? keys.every((key) => mark.keys?.includes(key))
    : keys.every((key) => marksRead(mark, key, at));

/** The key of an entry that is no news any more. */
function readKey({ kind, key, value }: { kind: string; key: string; value?: unknown }): string[] {
  if (kind !== 'notification') return [];
  return value === null || parseEntry(kind, value)?.readAt != null ? [key] : [];
}
