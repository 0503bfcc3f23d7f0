import type { ConnectionView } from '../../shared/ipc/views.ts';
import type { SpaceId } from '../../shared/model/ids.ts';
import type { Failure, SessionVault, Transport, Untrusted } from './Transport.ts';

/** Why nothing is tried by itself any more, as the window is shown it. */
export type Stopped = Extract<ConnectionView, { status: 'stopped' }>;

/** What came of getting ready to open a socket. */
export type Admission =
  | { kind: 'admitted'; accessToken: string }
  /** Worth trying again by itself. */
  | { kind: 'unreachable'; message: string }
  | { kind: 'stopped'; stopped: Stopped };

export type SignInOptions = {
  address: string;
  spaceId: SpaceId;
  transport: Transport;
  vault: SessionVault;
  now(): number;
};

/** An access token is given up this long before it expires, in milliseconds: the way to the server takes time. */
const EXPIRY_MARGIN_MS = 10_000;

const stopped = (view: Stopped): Admission => ({ kind: 'stopped', stopped: view });
const signedOut = stopped({ status: 'stopped', reason: 'signed_out' });

/**
 * Turns the stored refresh token into access tokens. The space at the address is asked who it is before any
 * credential is sent to it (S11), and a new refresh token is stored before the access token that came with
 * it is used: until then its predecessor stays valid on the server (§7).
 */
export function createSignIn({ address, spaceId, transport, vault, now }: SignInOptions) {
  let access: { token: string; expiresAt: number } | undefined;
  /** Two at once would each replace the other's token, and the later one would look stolen. */
  let refreshing: Promise<Admission> | undefined;
  /** Rises with each sign-out: what a refresh brings after that belongs to nobody. */
  let signOuts = 0;

  const afterFailure = (failure: Failure | Untrusted): Admission => {
    if (failure.kind === 'refused' && !failure.error.retryable) return signedOut;
    if (failure.kind === 'untrusted') return stopped(untrustedView(failure));
    return { kind: 'unreachable', message: messageOf(failure) };
  };

  async function refresh(): Promise<Admission> {
    const before = signOuts;
    const refreshToken = await vault.read();
    if (refreshToken === null) return signedOut;
    const answer = await transport.refresh(address, refreshToken);
    if (before !== signOuts) {
      if (answer.ok) await transport.logout(address, answer.data.refreshToken);
      return signedOut;
    }
    if (!answer.ok) return afterFailure(answer.failure);
    await vault.write(answer.data.refreshToken);
    access = { token: answer.data.accessToken, expiresAt: now() + answer.data.expiresIn * 1000 };
    return { kind: 'admitted', accessToken: access.token };
  }

  return {
    /** Checks the space's identity, then answers with an access token that is good for now. */
    async admit(): Promise<Admission> {
      const health = await transport.health(address);
      if (!health.ok) {
        // Whoever has signed out sees that without the server, too.
        const isSignedOut = access === undefined && (await vault.read()) === null;
        if (isSignedOut) return signedOut;
        if (health.failure.kind === 'untrusted') return stopped(untrustedView(health.failure));
        return { kind: 'unreachable', message: messageOf(health.failure) };
      }
      if (health.data.spaceId !== spaceId) return stopped({ status: 'stopped', reason: 'different_space' });
      if (access !== undefined && access.expiresAt - EXPIRY_MARGIN_MS > now()) {
        return { kind: 'admitted', accessToken: access.token };
      }
      refreshing ??= refresh().finally(() => {
        refreshing = undefined;
      });
      return refreshing;
    },

    /** Forgets the access token: the server did not accept it, or another sign-in has taken its place. */
    forget(): void {
      access = undefined;
    },

    /** The person has signed out: nothing of the session is kept, whatever is still under way. */
    signOut(): void {
      access = undefined;
      signOuts++;
    },
  };
}

/** Another key than before answers, as the window is shown it. */
export const untrustedView = ({ expected, presented }: Untrusted): Stopped => ({
  status: 'stopped',
  reason: 'untrusted',
  expected,
  presented,
});

const messageOf = (failure: Failure): string =>
  failure.kind === 'refused' ? failure.error.message : failure.message;
