import { RequestError } from '../../shared/protocol/errors.ts';
import type { RequestName } from '../../shared/protocol/requests.ts';
import { newInvite } from '../auth/invites.ts';
import { hashToken, newCode, newServiceToken } from '../auth/secrets.ts';
import type { Handlers } from './Handler.ts';

type RunningName = Extract<
  RequestName,
  | `user:${'role' | 'state' | 'resetPassword'}`
  | 'password:change'
  | 'space:transfer'
  | 'space:rename'
  | `session:${string}`
  | `invite:${string}`
  | `report:${string}`
  | 'message:report'
  | `token:${string}`
  | 'audit:list'
>;

/** Who answers what a space is run by. Secrets are made here, and told once; the store gets what is kept of them. */
export const running: Pick<Handlers, RunningName> = {
  'user:role': {
    limit: 'change',
    run: async ({ store, device }, payload) => ({ user: await store.setUserRole(device.userId, payload) }),
  },
  'user:state': {
    limit: 'change',
    run: async ({ store, device }, payload) => ({ user: await store.setUserState(device.userId, payload) }),
  },
  'user:resetPassword': {
    limit: 'signInPerName',
    async run({ store, passwords, device }, { userId }) {
      await store.requireResettable(device.userId, userId);
      const password = newCode();
      const passwordHash = await passwords.hash(password);
      await store.resetPassword(device.userId, { userId, passwordHash });
      return { password };
    },
  },
  'password:change': {
    limit: 'signInPerName',
    async run({ store, passwords, device }, { current, next }) {
      const { userId, sessionId } = device;
      const checkedHash = await store.passwordHash(userId);
      const isRight = await passwords.verify(current, checkedHash);
      if (!isRight || checkedHash === undefined)
        throw new RequestError('forbidden', 'The password is wrong.');
      await store.changePassword(userId, {
        checkedHash,
        passwordHash: await passwords.hash(next),
        sessionId,
      });
      return {};
    },
  },
  'space:transfer': {
    limit: 'change',
    run: async ({ store, device }, payload) => ({ user: await store.transferSpace(device.userId, payload) }),
  },
  'space:rename': {
    limit: 'change',
    run: async ({ store, device }, payload) => ({ space: await store.renameSpace(device.userId, payload) }),
  },
  'session:list': {
    limit: 'read',
    run: async ({ store, device }, payload) => ({
      sessions: await store.sessions(device.userId, device.sessionId, payload),
    }),
  },
  'session:end': {
    limit: 'change',
    async run({ store, device }, payload) {
      await store.endOneSession(device.userId, payload);
      return {};
    },
  },
  'session:endAll': {
    limit: 'change',
    run: async ({ store, device }, payload) => ({
      ended: await store.endAllSessions(device.userId, device.sessionId, payload),
    }),
  },
  'invite:create': {
    limit: 'create',
    async run({ store, clock, device }, payload) {
      const { code, stored } = newInvite(clock.now(), payload);
      const invite = await store.createInvite(device.userId, stored);
      return { code, expiresAt: invite.expiresAt, invite };
    },
  },
  'invite:speak': {
    limit: 'create',
    run: ({ spokenCodes, device }) => spokenCodes.speak(device.userId),
  },
  'invite:list': {
    limit: 'read',
    run: async ({ store, device }) => ({ invites: await store.invites(device.userId) }),
  },
  'invite:revoke': {
    limit: 'change',
    run: async ({ store, device }, payload) => ({ invite: await store.revokeInvite(device.userId, payload) }),
  },
  'message:report': {
    limit: 'create',
    async run({ store, device }, payload) {
      await store.reportMessage(device.userId, payload);
      return {};
    },
  },
  'report:list': {
    limit: 'read',
    run: ({ store, device }, payload) => store.reports(device.userId, payload),
  },
  'report:close': {
    limit: 'change',
    run: async ({ store, device }, payload) => ({ report: await store.closeReport(device.userId, payload) }),
  },
  'token:create': {
    limit: 'create',
    async run({ store, device }, { name }) {
      const token = newServiceToken();
      const stored = { name, tokenHash: hashToken(token) };
      return { token, serviceToken: await store.createServiceToken(device.userId, stored) };
    },
  },
  'token:list': {
    limit: 'read',
    run: async ({ store, device }) => ({ serviceTokens: await store.serviceTokens(device.userId) }),
  },
  'token:revoke': {
    limit: 'change',
    run: async ({ store, device }, payload) => ({
      serviceToken: await store.revokeServiceToken(device.userId, payload),
    }),
  },
  'audit:list': {
    limit: 'read',
    run: ({ store, device }, payload) => store.audit(device.userId, payload),
  },
};
