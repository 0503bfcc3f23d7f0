import type { Handlers } from './Handler.ts';
import { running } from './running.ts';
import { sync } from './sync.ts';

/** Who answers what. What a person may do is decided in the store, with what is committed. */
export const handlers: Handlers = {
  sync: { limit: 'read', run: sync },
  history: { limit: 'read', run: ({ store, device }, payload) => store.history(device.userId, payload) },
  'conversation:create': {
    limit: 'create',
    run: async ({ store, device }, payload) => ({
      conversation: await store.createConversation(device.userId, payload),
    }),
  },
  'conversation:join': {
    limit: 'change',
    run: async ({ store, device }, payload) => ({
      conversation: await store.joinConversation(device.userId, payload),
    }),
  },
  'conversation:leave': {
    limit: 'change',
    async run({ store, device }, payload) {
      await store.leaveConversation(device.userId, payload);
      return {};
    },
  },
  'conversation:change': {
    limit: 'change',
    run: async ({ store, device }, payload) => ({
      conversation: await store.changeConversation(device.userId, payload),
    }),
  },
  'conversation:counts': {
    limit: 'read',
    run: async ({ store, device }) => ({ counts: await store.memberCounts(device.userId) }),
  },
  'member:add': {
    limit: 'change',
    run: async ({ store, device }, payload) => ({
      conversation: await store.addMembers(device.userId, payload),
    }),
  },
  'member:remove': {
    limit: 'change',
    run: async ({ store, device }, payload) => ({
      conversation: await store.removeMember(device.userId, payload),
    }),
  },
  'member:role': {
    limit: 'change',
    run: async ({ store, device }, payload) => ({ entry: await store.setRole(device.userId, payload) }),
  },
  'message:send': {
    limit: 'send',
    run: async ({ store, device }, payload) => ({ message: await store.sendMessage(device.userId, payload) }),
  },
  'message:edit': {
    limit: 'change',
    run: async ({ store, device }, payload) => ({ message: await store.editMessage(device.userId, payload) }),
  },
  'message:delete': {
    limit: 'change',
    run: async ({ store, device }, payload) => ({
      message: await store.deleteMessage(device.userId, payload),
    }),
  },
  'message:react': {
    limit: 'change',
    run: async ({ store, device }, payload) => ({
      message: await store.reactToMessage(device.userId, payload),
    }),
  },
  'message:versions': {
    limit: 'read',
    run: async ({ store, device }, payload) => ({
      versions: await store.versions(device.userId, payload),
    }),
  },
  'message:thread': {
    limit: 'read',
    run: ({ store, device }, payload) => store.thread(device.userId, payload),
  },
  'message:get': {
    limit: 'read',
    run: async ({ store, device }, payload) => ({
      messages: await store.messages(device.userId, payload),
    }),
  },
  'message:pin': {
    limit: 'change',
    run: async ({ store, device }, payload) => ({ entry: await store.pinMessage(device.userId, payload) }),
  },
  'entry:set': {
    limit: 'change',
    run: async ({ store, device }, payload) => ({
      entry: await store.setPersonalEntry(device.userId, payload),
    }),
  },
  'schedule:set': {
    limit: 'change',
    run: async ({ store, device }, payload) => ({ entry: await store.setScheduled(device.userId, payload) }),
  },
  'schedule:cancel': {
    limit: 'change',
    run: async ({ store, device }, payload) => ({
      entry: await store.cancelScheduled(device.userId, payload),
    }),
  },
  'reminder:set': {
    limit: 'change',
    run: async ({ store, device }, payload) => ({ entry: await store.setReminder(device.userId, payload) }),
  },
  'draft:save': {
    limit: 'mark',
    run: async ({ store, device }, payload) => ({ entry: await store.saveDraft(device.userId, payload) }),
  },
  'read:advance': {
    limit: 'mark',
    run: async ({ store, device }, payload) => ({ read: await store.advanceRead(device.userId, payload) }),
  },
  'read:reset': {
    limit: 'mark',
    run: async ({ store, device }, payload) => ({ read: await store.resetRead(device.userId, payload) }),
  },
  'conversation:reads': {
    limit: 'read',
    run: async ({ store, device }, payload) => ({ reads: await store.readPositions(device.userId, payload) }),
  },
  'user:change': {
    limit: 'change',
    run: async ({ store, device }, payload) => ({ user: await store.changeUser(device.userId, payload) }),
  },
  'notification:read': {
    limit: 'mark',
    async run({ store, device }, payload) {
      await store.readNotifications(device.userId, payload);
      return {};
    },
  },
  'space:announce': {
    limit: 'announce',
    run: async ({ store, device }, payload) => ({ notified: await store.announce(device.userId, payload) }),
  },
  ...running,
};
