import { type ConversationId, conversationIdSchema } from '../../shared/model/ids.ts';
import { givenRoleSchema } from '../../shared/model/running.ts';
import type { User, UserState } from '../../shared/model/user.ts';
import { RequestError } from '../../shared/protocol/errors.ts';
import { newCode } from '../auth/secrets.ts';
import type { Store } from '../store/Store.ts';
import type { Answer, CommandOf, Ground } from './commands.ts';

/** From the most to the least: `user promote` is one step up, `user demote` one down. */
const ROLES = givenRoleSchema.options;

/** The person of a name, whatever its case; refuses a name that is nobody's. */
export async function personNamed(store: Store, name: string): Promise<User> {
  const found = await store.credentials(name);
  if (found === undefined) throw new RequestError('not_found', `There is nobody called ${name}.`);
  return found.user;
}

/** A conversation by its id, or a public channel by its name with or without its `#`. */
export async function conversationOf(store: Store, given: string): Promise<ConversationId> {
  const id = conversationIdSchema.safeParse(given);
  const found = id.success ? id.data : await store.publicChannel(given.replace(/^#/, ''));
  if (found === undefined) throw new RequestError('not_found', `There is no public channel ${given}.`);
  return found;
}

type OfPerson =
  CommandOf<`user ${'promote' | 'demote' | 'deactivate' | 'reactivate' | 'ban' | 'reset-password'}`>;

/** Does what was asked to a person. */
export async function runUserCommand({ command, name }: OfPerson, ground: Ground): Promise<Answer> {
  const user = await personNamed(ground.store, name);
  switch (command) {
    case 'user promote':
      return move(ground.store, user, -1);
    case 'user demote':
      return move(ground.store, user, 1);
    case 'user deactivate':
      return setState(ground.store, user, 'deactivated');
    case 'user ban':
      return setState(ground.store, user, 'banned');
    case 'user reactivate':
      return setState(ground.store, user, 'active');
    case 'user reset-password':
      return resetPassword(ground, user);
  }
}

async function move(store: Store, { id: userId, role, username }: User, step: 1 | -1): Promise<Answer> {
  if (role === 'owner')
    throw new RequestError('forbidden', `${username} owns the space, until they give it to another.`);
  const next = ROLES[ROLES.indexOf(role) + step];
  if (next === undefined) throw new RequestError('conflict', `${username} is ${role} already.`);
  await store.setUserRole(null, { userId, role: next });
  return { asked: [], said: [`${username} is ${next} now.`] };
}

async function setState(store: Store, { id: userId, username }: User, state: UserState): Promise<Answer> {
  await store.setUserState(null, { userId, state });
  return { asked: [], said: [`${username} is ${state} now.`] };
}

async function resetPassword({ store, passwords }: Ground, { id: userId, username }: User): Promise<Answer> {
  const password = newCode();
  await store.resetPassword(null, { userId, passwordHash: await passwords.hash(password) });
  return {
    asked: [password],
    said: [`${username} is signed out everywhere, and signs in with this from now on.`],
  };
}
