import { timingSafeEqual } from 'node:crypto';
import type { User } from '../../shared/model/user.ts';
import { RequestError } from '../../shared/protocol/errors.ts';
import type {
  LoginPayload,
  Proved,
  ProvePayload,
  RefreshPayload,
  RegisterPayload,
  Registration,
  Session,
} from '../../shared/protocol/http.ts';
import type { Clock } from '../clock.ts';
import type { LimitKind, Limits } from '../limits.ts';
import type { Metrics } from '../metrics.ts';
import type { Admission, Credentials, SessionId, Store } from '../store/Store.ts';
import { createDoor } from './createDoor.ts';
import type { Passwords } from './createPasswords.ts';
import type { SpokenCodes } from './createSpokenCodes.ts';
import { ACCESS_TOKEN_SECONDS, type Tokens } from './createTokens.ts';
import { hashCode, hashToken, newToken } from './secrets.ts';
import { wrongPassword } from './wrongPassword.ts';

const REFRESH_TOKEN_LIFE_MS = 60 * 24 * 60 * 60 * 1000;

export type AuthOptions = {
  store: Store;
  passwords: Passwords;
  spokenCodes: SpokenCodes;
  tokens: Tokens;
  clock: Clock;
  limits: Limits;
  metrics: Metrics;
  registration: Registration;
  /** What the first account needs to give as its invite; `undefined` when the first to come owns the space. */
  setupCode: string | undefined;
};

/** Accounts and sessions as the HTTP routes offer them; all reject with `RequestError`. `address` is the caller's. */
export type Auth = {
  register(payload: RegisterPayload, address: string): Promise<Session>;
  login(payload: LoginPayload, address: string): Promise<Session>;
  refresh(payload: RefreshPayload, address: string): Promise<Session>;
  logout(payload: RefreshPayload, address: string): Promise<void>;
  /** What shows who knows a spoken code that this server knows it too. */
  prove(payload: ProvePayload, address: string): Promise<Proved>;
};

export function createAuth(options: AuthOptions): Auth {
  const { store, passwords, spokenCodes, tokens, clock } = options;
  const door = (kind: LimitKind) => createDoor(kind, options);
  const requireByName = door('signInPerName');
  const requireByAddress = door('signInPerAddress');
  const requireToRegister = door('registerPerAddress');
  const requireToProve = door('provePerAddress');
  const requireToRefresh = door('refreshPerAddress');

  const grant = (user: User, sessionId: SessionId, refreshToken: string): Session => ({
    user,
    accessToken: tokens.sign({ userId: user.id, sessionId }),
    refreshToken,
    expiresIn: ACCESS_TOKEN_SECONDS,
  });
  const newRefreshToken = () => {
    const token = newToken();
    return { token, tokenHash: hashToken(token), expiresAt: clock.now() + REFRESH_TOKEN_LIFE_MS };
  };
  async function startSession(
    { user, passwordHash }: Credentials,
    device: string | undefined,
  ): Promise<Session> {
    const { token, tokenHash, expiresAt } = newRefreshToken();
    const session = { userId: user.id, passwordHash, tokenHash, expiresAt, device: device ?? null };
    return grant(user, await store.startSession(session), token);
  }

  return {
    async register({ username, displayName, password, invite, device }, address) {
      requireToRegister(address);
      const admission = await admissionFor(options, invite);
      // Before the costly part; the account is admitted again when it is made.
      if (!(await store.admits(admission))) throw await notAdmitted(store);
      const passwordHash = await passwords.hash(password);
      const account = { username, displayName, passwordHash, admission };
      return startSession({ user: await store.createAccount(account), passwordHash }, device);
    },
    async login({ username, password, device }, address) {
      requireByAddress(address);
      requireByName(username.toLowerCase());
      const found = await store.credentials(username);
      const isRight = await passwords.verify(password, found?.passwordHash);
      if (!found || !isRight) throw wrongPassword();
      // Who is shut out is told so, but only who knows the password.
      return startSession(found, device);
    },
    async refresh({ refreshToken }, address) {
      requireToRefresh(address);
      const { token, tokenHash: nextTokenHash, expiresAt } = newRefreshToken();
      const refresh = { tokenHash: hashToken(refreshToken), nextTokenHash, expiresAt };
      const { user, sessionId } = await store.refreshSession(refresh);
      return grant(user, sessionId, token);
    },
    async logout({ refreshToken }, address) {
      requireToRefresh(address);
      await store.endSession(hashToken(refreshToken));
    },
    async prove({ nonce }, address) {
      requireToProve(address);
      return spokenCodes.prove(nonce);
    },
  };
}

async function admissionFor(options: AuthOptions, invite: string | undefined): Promise<Admission> {
  const { registration, setupCode, spokenCodes } = options;
  const open = registration === 'open';
  if (invite === undefined) return { open, first: setupCode === undefined, inviteHash: null };
  return {
    open,
    first: setupCode === undefined || isSameCode(invite, setupCode),
    inviteHash: (await spokenCodes.inviteHash(invite)) ?? hashCode(invite),
  };
}

const isSameCode = (one: string, other: string): boolean =>
  timingSafeEqual(Buffer.from(hashCode(one)), Buffer.from(hashCode(other)));

async function notAdmitted(store: Store): Promise<RequestError> {
  const message = (await store.hasAccounts())
    ? 'A valid invite is needed to register here.'
    : 'The first account needs the setup code that the server printed when it started.';
  return new RequestError('forbidden', message);
}
