import { v4 as uuid } from 'uuid';
import { createPasswords } from '../../../src/server/auth/createPasswords.ts';
import type { Device } from '../../../src/server/broadcast/Rooms.ts';
import type { Conversation, ConversationKind } from '../../../src/shared/model/conversation.ts';
import { type ClientId, clientIdSchema } from '../../../src/shared/model/ids.ts';
import type { Message } from '../../../src/shared/model/message.ts';
import type { SessionId } from '../../../src/shared/model/running.ts';
import type { Role, User } from '../../../src/shared/model/user.ts';
import type { Acknowledgement, NoticeName } from '../../../src/shared/protocol/requests.ts';
import { PRESENCE_EVERY_MS } from '../../../src/shared/protocol/signals.ts';
import { createHandSpace, signalsIn } from '../space/createHandSpace.ts';
import { cheapPasswords } from '../space/createTestSpace.ts';

/** How whoever asks stands to what they ask about: a channel, private unless said otherwise, a direct message or a group, and a message in it. */
export const relations = [
  /** They are in it, and wrote the message; where it is about a person, it is about themselves. */
  'author',
  /** They are in it; another wrote the message. */
  'member',
  /** They are in it and moderate it; another wrote the message. */
  'moderator',
  /** They are not in it, and it does not exist for them. */
  'stranger',
  /** They wrote the message, and were then taken out of it: it exists for them no more. */
  'former',
  /** They are not in it, and it is public. */
  'visitor',
  /** They are in it, and who wrote the message has blocked them. */
  'blocked',
  /** They were in it, and have been banned from the space. */
  'banned',
  /** The same, for now. */
  'deactivated',
  /** One of the two of a direct message, in which the other wrote. */
  'partner',
  /** It is a direct message of two others. */
  'outsider',
  /** One of a group, in which another wrote. */
  'companion',
  /** It is a group of others. */
  'excluded',
] as const;
export type Relation = (typeof relations)[number];

/** What it is that they stand to so. */
export const kindOf = (relation: Relation): ConversationKind =>
  relation === 'partner' || relation === 'outsider'
    ? 'direct'
    : relation === 'companion' || relation === 'excluded'
      ? 'group'
      : 'channel';
const NOT_IN: readonly Relation[] = ['stranger', 'visitor', 'outsider', 'excluded'];

export const PASSWORD = 'correct horse';
const passwordHash = createPasswords(cheapPasswords).hash(PASSWORD);

export const clientId = (): ClientId => clientIdSchema.parse(uuid());

export type Cast = Awaited<ReturnType<typeof createCast>>;

/** A space in which somebody is about to ask for something: who they are in the space, and to what it is about. */
export async function createCast(role: Role, relation: Relation) {
  const hand = createHandSpace();
  const { store, space, settled } = hand;
  const admission = { open: true, first: true, inviteHash: null };
  const account = { admission, passwordHash: await passwordHash };
  const register = (username: string): Promise<User> =>
    settled(store.createAccount({ ...account, username, displayName: username }));
  const signIn = ({ id: userId }: User): Promise<SessionId> => {
    const session = { userId, passwordHash: account.passwordHash, tokenHash: uuid() };
    return settled(store.startSession({ ...session, expiresAt: hand.time.clock.now() + 1e9 }));
  };

  // The first to come owns the space.
  const first = await register('first');
  const asking = role === 'owner' ? first : await register('asking');
  const [maker, other, newcomer] = [await register('maker'), await register('other'), await register('new')];
  if (role !== 'owner') await settled(store.setUserRole(null, { userId: asking.id, role }));

  const wasIn = !NOT_IN.includes(relation);
  const kind = kindOf(relation);
  const made = { kind, clientId: clientId() };
  const channel = { ...made, kind: 'channel' as const, name: 'cats', private: relation !== 'visitor' };
  // Whoever makes a group asks two others in.
  const third = kind === 'group' && !wasIn ? [await register('third')] : [];
  const others = kind === 'direct' && wasIn ? [] : [other, ...third];
  const memberIds = [...others, ...(wasIn ? [asking] : [])].map(({ id }) => id);
  const place: Conversation = await settled(
    store.createConversation(maker.id, { ...(kind === 'channel' ? channel : { ...made, kind }), memberIds }),
  );
  const author = relation === 'author' || relation === 'former' ? asking : maker;
  const sent = { conversationId: place.id, clientId: clientId(), text: 'Hello' };
  const message: Message = await settled(store.sendMessage(author.id, sent));
  const membership = { conversationId: place.id, userId: asking.id };
  if (relation === 'former') await settled(store.removeMember(maker.id, membership));
  if (relation === 'moderator') await settled(store.setRole(maker.id, { ...membership, role: 'moderator' }));
  if (relation === 'blocked') {
    const blocked = { kind: 'blocked' as const, key: asking.id, value: { blockedAt: 0 } };
    await settled(store.setPersonalEntry(maker.id, blocked));
  }

  const person = relation === 'author' ? asking : other;
  const session = await signIn(person);
  const { device } = await hand.connect(asking.id, await signIn(asking));
  if (relation === 'banned' || relation === 'deactivated')
    await settled(store.setUserState(null, { userId: asking.id, state: relation }));

  return {
    ...{ store, settled, asking, maker, other, newcomer, place, message },
    /** Whom it is about, where it is about a person, and a session of theirs. */
    ...{ person, session },
    /** Who is in it with who wrote the message, and may report it. */
    reporter: others.length > 0 ? other : asking,
    now: () => hand.time.clock.now(),
    /** What comes of asking: `granted`, or the code of the refusal. */
    async outcome(name: string, payload: unknown, by: Device = device): Promise<string> {
      let answer: Acknowledgement | undefined;
      void space.request(by, name, payload).then((given) => {
        answer = given;
      });
      // A password is hashed in a thread of its own: turns end until that is over.
      while (answer === undefined) await hand.time.endTurn();
      return answer.ok ? 'granted' : answer.error.code;
    },
    /** What who made it is told of the one who asks, once that has sent a notice. */
    async toldOf(name: NoticeName, payload: unknown): Promise<string[]> {
      const { packets } = await hand.connect(maker.id);
      space.notice(device, name, payload);
      for (let turn = 0; turn < 3; turn += 1) {
        await hand.time.endTurn();
        hand.time.advance(PRESENCE_EVERY_MS);
      }
      return signalsIn(packets).flatMap((signal) =>
        'userId' in signal && signal.userId === asking.id ? [signal.type] : [],
      );
    },
  };
}
