import type { AppError, AppInput } from '../../shared/ipc/contract.ts';
import type { SpaceId } from '../../shared/model/ids.ts';
import type { App } from '../store/app.ts';
import { ask } from './ask.ts';
import { openSpace, raiseToast } from './navigate.ts';

/** Starts a hosted space again, where it was or on the next free port. */
export async function startHosting(app: App, spaceId: SpaceId, otherPort: boolean): Promise<void> {
  const started = await app.api.call('hosting:start', { spaceId, ...(otherPort ? { port: null } : {}) });
  if (!started.ok) raiseToast(app, 'problem', 'toast.failed');
}

export async function hostSpace(
  app: App,
  input: AppInput<'space:host'>,
): Promise<{ spaceId: SpaceId } | AppError> {
  const hosted = await app.api.call('space:host', input);
  return hosted.ok ? hosted.data : hosted.error;
}

/** Enters a space without showing it yet. */
export async function enterSpace(
  app: App,
  input: AppInput<'space:join'>,
): Promise<{ spaceId: SpaceId } | AppError> {
  const joined = await app.api.call('space:join', input);
  return joined.ok ? joined.data : joined.error;
}

/** Gives a space that one has just come to own the name that was chosen for it; that it could not be is said in passing. */
export async function nameSpace(app: App, spaceId: SpaceId, name: string): Promise<void> {
  const named = await ask(app, spaceId, 'space:rename', { name });
  if (!named.ok) raiseToast(app, 'problem', 'toast.notRenamed');
}

/** Joins a space and shows it. */
export async function joinSpace(app: App, input: AppInput<'space:join'>): Promise<AppError | null> {
  const joined = await enterSpace(app, input);
  if ('code' in joined) return joined;
  openSpace(app, joined.spaceId);
  return null;
}

export async function signIn(app: App, spaceId: SpaceId, password: string): Promise<AppError | null> {
  const signedIn = await app.api.call('space:signIn', { spaceId, password });
  return signedIn.ok ? null : signedIn.error;
}

export async function signOut(app: App, spaceId: SpaceId): Promise<AppError | null> {
  const signedOut = await app.api.call('space:signOut', { spaceId });
  return signedOut.ok ? null : signedOut.error;
}

export async function forgetSpace(app: App, spaceId: SpaceId): Promise<AppError | null> {
  const forgotten = await app.api.call('space:forget', { spaceId });
  return forgotten.ok ? null : forgotten.error;
}
