import type { Outcome } from '../../client/connection/Transport.ts';
import type { AppParsedInput } from '../../shared/ipc/contract.ts';
import type { Health, RegisterPayload, Session } from '../../shared/protocol/http.ts';
import { PROTOCOL_VERSION } from '../../shared/protocol/version.ts';
import { AppFault, faultOf } from '../AppFault.ts';
import { normaliseAddress } from './address.ts';
import type { SpacesContext } from './SpacesContext.ts';

export type Door = ReturnType<typeof createDoor>;

/** The way into spaces: who answers at an address, and accounts there. Everything rejects with `AppFault`. */
export function createDoor({ transport, device }: Pick<SpacesContext, 'transport' | 'device'>) {
  /** Says which device this is, but to a server that is too old to take it. */
  async function named(enter: (device: { device?: string }) => Promise<Outcome<Session>>) {
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
      const address = normaliseAddress(typed);
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

    /** With a new account or one that exists, as the person chose. */
    async enter(address: string, account: AppParsedInput<'space:join'>['account']): Promise<Session> {
      if (account.mode === 'login') return this.login(address, account.username, account.password);
      const { mode: _, ...payload } = account;
      return this.register(address, payload);
    },

    /** Ends a session; nobody waits for it, since the server may be out of reach for good. */
    leave(address: string, refreshToken: string): void {
      void transport.logout(address, refreshToken);
    },
  };
}

function dataOf<T>(outcome: Outcome<T>): T {
  if (!outcome.ok) throw faultOf(outcome.failure);
  return outcome.data;
}
