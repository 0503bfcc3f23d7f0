import type { AppApi } from '../../shared/ipc/contract.ts';
import type { ConversationId, MessageId, SpaceId } from '../../shared/model/ids.ts';
import { type AppStore, createAppStore } from './state.ts';

/** Where in a conversation the reader was: the row at the top of the view and how many px of it are above. */
export type Place = { key: string; into: number; atEnd: boolean };

/** A place one has been at. */
export type Step = { spaceId: SpaceId; conversationId: ConversationId; messageId: MessageId | null };

/** The places one came through, and at which of them one is. */
export type Trail = { steps: Step[]; at: number };

/** What the actions work on: the way to the app, what is known, and what views remember without being drawn anew. */
export type App = {
  readonly api: AppApi;
  readonly store: AppStore;
  readonly places: Map<ConversationId, Place>;
  /** Keys of long messages that were unfolded. */
  readonly unfolded: Set<string>;
  readonly trail: Trail;
};

export const createApp = (api: AppApi): App => ({
  api,
  store: createAppStore(),
  places: new Map(),
  unfolded: new Set(),
  trail: { steps: [], at: -1 },
});
