import type { AppError, AppOutput } from '../../shared/ipc/contract.ts';
import type { SpaceView } from '../../shared/ipc/views.ts';
import type { SpaceId } from '../../shared/model/ids.ts';
import { without } from './records.ts';

/** What `app:load` told of the app itself. */
export type AppFacts = Pick<AppOutput<'app:load'>, 'platform' | 'version' | 'canHost' | 'browser'>;

/** Which spaces this computer is in, and how far the window knows each of them. */
export type SpacesSlice = {
  /** `null` until the app has answered for the first time. */
  facts: AppFacts | null;
  startError: AppError | null;
  spaceOrder: readonly SpaceId[];
  spaces: Readonly<Record<SpaceId, SpaceView>>;
  /** `stale` asks for the space's content to be loaded again; what is there stays until then. */
  content: Readonly<Record<SpaceId, 'loading' | 'ready' | 'stale' | 'failed'>>;
};

export const initialSpaces: SpacesSlice = {
  facts: null,
  startError: null,
  spaceOrder: [],
  spaces: {},
  content: {},
};

/** A space that is new here joins at the end of the rail. */
export function putSpace(slice: SpacesSlice, space: SpaceView): Partial<SpacesSlice> {
  const known = slice.spaceOrder.includes(space.spaceId);
  return {
    spaces: { ...slice.spaces, [space.spaceId]: space },
    spaceOrder: known ? slice.spaceOrder : [...slice.spaceOrder, space.spaceId],
  };
}

export function removeSpace(slice: SpacesSlice, spaceId: SpaceId): Partial<SpacesSlice> {
  return {
    spaces: without(slice.spaces, [spaceId]),
    content: without(slice.content, [spaceId]),
    spaceOrder: slice.spaceOrder.filter((id) => id !== spaceId),
  };
}
