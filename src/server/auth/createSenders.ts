import { isAdmin } from '../../shared/model/user.ts';
import { RequestError } from '../../shared/protocol/errors.ts';
import type { Sender } from '../store/NotifyingStore.ts';
import type { Store } from '../store/Store.ts';
import { createDoor, type DoorOptions } from './createDoor.ts';
import type { Tokens } from './createTokens.ts';
import { hashToken, SERVICE_TOKEN_PREFIX } from './secrets.ts';

export type SendersOptions = DoorOptions & { store: Store; tokens: Tokens };

/** Tells who may notify by the token they give. */
export type Senders = {
  /**
   * By an `Authorization` header: an admin's access token or a service token. Refuses with `unauthorized`, with
   * `forbidden` who is no admin, and with `rate_limited` who comes too often, or tries too many tokens from one address.
   */
  identify(authorization: string | undefined, address: string): Promise<Sender>;
  /** Refuses with `rate_limited` who tells many people too often. */
  requireToAnnounce(sender: Sender): void;
};

const keyOf = (sender: Sender): string => (sender.kind === 'user' ? sender.userId : sender.token.id);

export function createSenders(options: SendersOptions): Senders {
  const { store, tokens } = options;
  const door = createDoor('notify', options);
  const announceDoor = createDoor('announce', options);

  async function bySession(token: string): Promise<Sender | undefined> {
    const check = tokens.check(token);
    if (!check.ok) return undefined;
    const { userId, sessionId } = check.bearer;
    const user = await store.sessionUser(sessionId);
    if (user?.id !== userId) return undefined;
    if (!isAdmin(user.role)) throw new RequestError('forbidden', 'Only owners and admins may notify people.');
    return { kind: 'user', userId };
  }

  async function byServiceToken(token: string): Promise<Sender | undefined> {
    const found = await store.takeServiceToken(hashToken(token));
    return found && { kind: 'service', token: found };
  }

  return {
    async identify(authorization = '', address) {
      const guessing = `address ${address}`;
      door.requireOpen(guessing);
      const token = /^Bearer +(\S+)$/i.exec(authorization)?.[1] ?? '';
      const sender = token.startsWith(SERVICE_TOKEN_PREFIX)
        ? await byServiceToken(token)
        : await bySession(token);
      if (!sender) {
        door(guessing);
        throw new RequestError('unauthorized', 'An admin’s access token or a service token is needed.');
      }
      door(keyOf(sender));
      return sender;
    },
    requireToAnnounce: (sender) => announceDoor(keyOf(sender)),
  };
}
