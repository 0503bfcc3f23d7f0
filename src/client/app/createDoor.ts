import type { AppParsedInput } from '../../shared/ipc/contract.ts';
import type { Health, RegisterPayload, Session } from '../../shared/protocol/http.ts';
import { PROTOCOL_VERSION } from '../../shared/protocol/version.ts';
import type { Met, Transport } from '../connection/Transport.ts';
import { AppFault, faultOf } from './AppFault.ts';
import type { KnownSpace } from './knownSpace.ts';

export type Door = ReturnType<typeof createDoor>;

export type DoorOptions = {
  transport: Transport;
  /** What this device calls itself. */
  device: string;
  /** The `http://host:port` that a person means by what they typed; `undefined` where it can be none. */
  addressOf(typed: string): string | undefined;
};

/** The way into spaces: who answers at an address, and accounts there. Everything rejects with `AppFault`. */
export function createDoor({ transport, device, addressOf }: DoorOptions) {
  /** Says which device this is, but to a server that is too old to take it. */
  async function named(enter: (device: { device?: string }) => Promise<Met<Session>>) {
    const outcome = await enter({ device });
    const isTooOld =
      !outcome.ok &&
      outcome.failure.kind === 'refused' &&
      outcome.failure.error.message === 'device: is not a known field';
    return isTooOld ? enter({}) : outcome;
  }

  return {
    /** Who answers at what a person typed, and at which address; refused when this app cannot talk with it. */
    async greet(typed: string): Promise<{ address: string; health: Health }> {
      const address = addressOf(typed);
      if (address === undefined) throw new AppFault('invalid', 'This is not an address.');
      const health = dataOf(await transport.health(address));
      if (health.protocol > PROTOCOL_VERSION)
        throw new AppFault('client_too_old', 'This space runs a newer version of Parley than this app.');
      if (health.protocol < PROTOCOL_VERSION)
        throw new AppFault('server_too_old', 'This space runs an older version of Parley than this app.');
      return { address, health };
    },

    async register(address: string, account: RegisterPayload): Promise<Session> {
      return dataOf(await named((device) => transport.register(address, { ...account, ...device })));
    },

    async login(address: string, username: string, password: string): Promise<Session> {
      return dataOf(await named((device) => transport.login(address, { username, password, ...device })));
    },

    /** Signs in again to a space that is known: to no other one than that (S11), and to no other account. */
    async signInAgain(
      { spaceId, address, username, userId }: KnownSpace,
      password: string,
    ): Promise<Session> {
      const { health } = await this.greet(address);
      if (health.spaceId !== spaceId)
        throw new AppFault('different_space', 'Another space than before answers at that address.');
      const session = await this.login(address, username, password);
      if (session.user.id !== userId)
        throw new AppFault('conflict', `${username} is not the account it was in this space.`);
      return session;
    },

    /** With a new account or one that exists, as the person chose. */
    async enter(address: string, account: AppParsedInput<'space:join'>['account']): Promise<Session> {
      if (account.mode === 'login') return this.login(address, account.username, account.password);
      const { mode: _, ...payload } = account;
      return this.register(address, payload);
    },

    /**
     * Ends a session, if it is still its own space that answers (S11); nobody waits for it, since the server may be out of
     * reach for good.
     */
    leave({ address, spaceId }: Pick<KnownSpace, 'address' | 'spaceId'>, refreshToken: string): void {
      void transport.health(address).then(async (health) => {
        if (health.ok && health.data.spaceId === spaceId) await transport.logout(address, refreshToken);
      });
    },
  };
}

function dataOf<T>(outcome: Met<T>): T {
  if (!outcome.ok) throw faultOf(outcome.failure);
  return outcome.data;
}
