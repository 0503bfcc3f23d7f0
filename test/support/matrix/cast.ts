import { v4 as uuid } from 'uuid';
import { createPasswords } from '../../../src/server/auth/createPasswords.ts';
import type { Device } from '../../../src/server/broadcast/Rooms.ts';
import type { Conversation } from '../../../src/shared/model/conversation.ts';
import { type ClientId, clientIdSchema } from '../../../src/shared/model/ids.ts';
import type { Message } from '../../../src/shared/model/message.ts';
import type { SessionId } from '../../../src/shared/model/running.ts';
import type { Role, User } from '../../../src/shared/model/user.ts';
import type { Acknowledgement } from '../../../src/shared/protocol/requests.ts';
import { createHandSpace } from '../space/createHandSpace.ts';
import { cheapPasswords } from '../space/createTestSpace.ts';

/** How whoever asks stands to what they ask about: a channel, private unless said otherwise, and a message in it. */
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
] as const;
export type Relation = (typeof relations)[number];

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

  const wasIn = relation !== 'stranger' && relation !== 'visitor';
  const memberIds = [other.id, ...(wasIn ? [asking.id] : [])];
  const isPrivate = relation !== 'visitor';
  const channel = {
    kind: 'channel' as const,
    name: 'cats',
    private: isPrivate,
    memberIds,
    clientId: clientId(),
  };
  const place: Conversation = await settled(store.createConversation(maker.id, channel));
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
  };
}
