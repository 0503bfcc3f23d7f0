import type { ConversationId } from '../../shared/model/ids.ts';
import type { ConversationsById } from './conversations.ts';

/** Channels by their names in lower case. */
export type ChannelNames = ReadonlyMap<string, ConversationId>;

const ofConversations = new WeakMap<ConversationsById, ChannelNames>();
let latest: ChannelNames = new Map();

const isSame = (a: ChannelNames, b: ChannelNames): boolean =>
  a.size === b.size && [...a].every(([name, id]) => b.get(name) === id);

/**
 * The channels that a message may name. Conversations change with every message; as long as their names do not, this is
 * the same object.
 */
export function channelNames(conversations: ConversationsById): ChannelNames {
  const known = ofConversations.get(conversations);
  if (known !== undefined) return known;
  const fresh: ChannelNames = new Map(
    Object.values(conversations).flatMap(({ kind, name, id }) =>
      kind === 'channel' && name !== null ? [[name.toLowerCase(), id] as const] : [],
    ),
  );
  if (!isSame(fresh, latest)) latest = fresh;
  ofConversations.set(conversations, latest);
  return latest;
}
