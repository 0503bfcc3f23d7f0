import type { AppError, AppOutput } from '../../shared/ipc/contract.ts';
import type { SpaceView } from '../../shared/ipc/views.ts';
import type { KeyMismatch, Pin, Trust } from '../../shared/model/trust.ts';
import type { App } from '../store/app.ts';
import { isConnected } from '../store/selectors.ts';
import type { Way } from './typedWay.ts';

export type Found = AppOutput<'space:probe'>;

/** Who vouched for the server's key: the invite link, a code that was read out, or the person who compared it. */
export type Vouched = 'link' | 'code' | 'compared';

/** `was`: how it had been known where nobody vouched for a key. `begun`: it was to be sent an account. */
export type OtherKeyStep = {
  at: 'otherKey';
  keys: KeyMismatch | null;
  vouched: Vouched | null;
  was: Trust['kind'] | null;
  begun: boolean;
};

/** What comes next on the way into a space, once somebody was found there. */
export type NextStep =
  /** This computer is in that space already. */
  | { at: 'inside'; found: Found }
  /** Everyone on the way can read along: to be chosen. */
  | { at: 'plain'; way: Way; found: Found }
  /** Nobody has vouched for its key yet. `refused`: it did not know the code that was typed. */
  | { at: 'unknown'; way: Way; found: Found; pin: Pin; refused: AppError | null }
  /** It has another key than the one that was vouched for; nothing was said to it. */
  | OtherKeyStep
  /** It is in the list with another key, `before`, than the one that was vouched for, or is to be compared, and is lost where it was. */
  | { at: 'changed'; way: Way; found: Found; pin: Pin; vouched: Vouched; before: Pin }
  /** `instead`: the key that is known of it, in place of which the person takes this one. */
  | Account;

type Account = {
  at: 'account';
  way: Way;
  found: Found;
  pin: Pin | null;
  vouched: Vouched | null;
  instead?: Pin;
};

/** Asks who answers there, and tells what has to come before a word about the person is said to it. */
export async function approach(app: App, way: Way): Promise<NextStep | AppError> {
  const { address, pin } = way;
  const probed = await app.api.call('space:probe', { address, ...(pin !== null && { pin }) });
  if (!probed.ok) return otherKeyOf(probed.error) ?? probed.error;
  const found = probed.data;
  const known = app.store.getState().spaces[found.spaceId];
  if (known !== undefined && !hasMoved(known, found)) return { at: 'inside', found };
  const { trust } = found;
  switch (trust.kind) {
    case 'plain':
      return { at: 'plain', way, found };
    case 'unknown': {
      const unknown = { at: 'unknown', way, found, pin: trust.pin, refused: null } as const;
      if (way.spoken !== null) return await prove(app, unknown, way.spoken);
      const next = withKnownKey(app, { ...unknown, at: 'account', vouched: 'compared' });
      return next.at === 'changed' ? next : unknown;
    }
    case 'pinned':
      return withKnownKey(app, { at: 'account', way, found, pin: trust.pin, vouched: 'link' });
    case 'loopback':
    case 'signed':
    case 'browser':
      return { at: 'account', way, found, pin: null, vouched: null };
  }
}

/** Whether a space of this computer is found elsewhere than where it is looked for in vain: its person signs in there to follow it. */
export const hasMoved = (known: SpaceView, found: Found): boolean =>
  !isConnected(known) && known.hosting === null && known.address !== found.address;

/** The step to an account, unless this computer knows another key of that space: then that comes first. */
function withKnownKey(app: App, step: Account): NextStep {
  const { way, found, pin, vouched } = step;
  const trust = app.store.getState().spaces[found.spaceId]?.trust;
  if (trust?.kind !== 'pinned' || pin === null || vouched === null || trust.pin === pin) return step;
  return { at: 'changed', way, found, pin, vouched, before: trust.pin };
}

/** Has the server prove that it knows a code; the code itself is said only to the key that it proved. */
export async function prove(
  app: App,
  step: Extract<NextStep, { at: 'unknown' }>,
  code: string,
): Promise<NextStep> {
  const { way, found } = step;
  const proved = await app.api.call('space:prove', { address: found.address, code });
  if (!proved.ok) return otherKeyOf(proved.error, 'code') ?? { ...step, refused: proved.error };
  const { address, pin } = proved.data;
  return withKnownKey(app, {
    at: 'account',
    way: { ...way, spoken: code },
    found: { ...found, address },
    pin,
    vouched: 'code',
  });
}

/** The step to take where the key was the reason to stop. */
const otherKeyOf = ({ code, keys }: AppError, vouched: Vouched = 'link'): OtherKeyStep | null =>
  code === 'untrusted' ? { at: 'otherKey', keys: keys ?? null, vouched, was: null, begun: false } : null;

/** The same where an account was to be sent. */
export function otherKeyAt({ found, vouched }: Account, { code, keys }: AppError): OtherKeyStep | null {
  if (code !== 'untrusted') return null;
  return { at: 'otherKey', keys: keys ?? null, vouched, was: found.trust.kind, begun: true };
}
