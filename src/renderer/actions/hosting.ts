import type { AppError } from '../../shared/ipc/contract.ts';
import type { HostingChoices } from '../../shared/ipc/views.ts';
import type { SpaceId } from '../../shared/model/ids.ts';
import type { Pin } from '../../shared/model/trust.ts';
import type { App } from '../store/app.ts';

/** Changes how a space is hosted on this computer. */
export async function configureHosting(
  app: App,
  spaceId: SpaceId,
  choices: Partial<HostingChoices>,
): Promise<AppError | null> {
  const configured = await app.api.call('hosting:configure', { spaceId, ...choices });
  return configured.ok ? null : configured.error;
}

/** Takes a key as a space's from now on: the person has compared it. */
export async function trustKey(app: App, spaceId: SpaceId, pin: Pin): Promise<AppError | null> {
  const trusted = await app.api.call('space:trust', { spaceId, pin });
  return trusted.ok ? null : trusted.error;
}
