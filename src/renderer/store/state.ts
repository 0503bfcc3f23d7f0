import { createStore, type StoreApi } from 'zustand/vanilla';
import { type ConversationsSlice, initialConversations } from './conversations.ts';
import { type DraftsSlice, initialDrafts } from './drafts.ts';
import { type EntriesSlice, initialEntries } from './entries.ts';
import { type FiguresSlice, initialFigures } from './figures.ts';
import { initialMessages, type MessagesSlice } from './messages.ts';
import { initialNavigation, type NavigationSlice } from './navigation.ts';
import { initialNearby, type NearbySlice } from './nearby.ts';
import { initialOutbox, type OutboxSlice } from './outbox.ts';
import { initialPlacedMessages, type PlacedMessagesSlice } from './placedMessages.ts';
import { initialPresence, type PresenceSlice } from './presence.ts';
import { initialReads, type ReadsSlice } from './reads.ts';
import { initialSearch, type SearchSlice } from './search.ts';
import { initialSettings, type SettingsSlice } from './settings.ts';
import { initialSpaces, type SpacesSlice } from './spaces.ts';
import { initialThreads, type ThreadsSlice } from './threads.ts';
import { initialTyping, type TypingSlice } from './typing.ts';
import { initialUsers, type UsersSlice } from './users.ts';

/** All that the window knows, a slice for each entity. */
export type AppState = SpacesSlice &
  UsersSlice &
  ConversationsSlice &
  MessagesSlice &
  PlacedMessagesSlice &
  ThreadsSlice &
  EntriesSlice &
  OutboxSlice &
  DraftsSlice &
  PresenceSlice &
  ReadsSlice &
  TypingSlice &
  SettingsSlice &
  SearchSlice &
  FiguresSlice &
  NearbySlice &
  NavigationSlice;

export type AppStore = StoreApi<AppState>;

export const initialState: AppState = {
  ...initialSpaces,
  ...initialUsers,
  ...initialConversations,
  ...initialMessages,
  ...initialPlacedMessages,
  ...initialThreads,
  ...initialEntries,
  ...initialOutbox,
  ...initialDrafts,
  ...initialPresence,
  ...initialReads,
  ...initialTyping,
  ...initialSettings,
  ...initialSearch,
  ...initialFigures,
  ...initialNearby,
  ...initialNavigation,
};

export const createAppStore = (): AppStore => createStore<AppState>()(() => initialState);
