import { AppFault } from '../../client/app/AppFault.ts';
import type { Door } from '../../client/app/createDoor.ts';
import type { AppOutput, AppParsedInput } from '../../shared/ipc/contract.ts';
import type { SpaceId } from '../../shared/model/ids.ts';
import { type Pin, pinOf } from '../../shared/model/trust.ts';
import type { Health, Session } from '../../shared/protocol/http.ts';
import type { LocalSpace } from './createLocalSpace.ts';
import type { Meeting, Meetings } from './createMeeting.ts';

/** Where a server is, and the key that it has to have. */
export type Reached = { address: string; pin: Pin | null };

type Account = AppParsedInput<'space:join'>['account'];

export type JoiningOptions = {
  meet: Meetings['meet'];
  doorTo(pin: Pin | null): Door;
  /** The space of this computer that has this id. */
  known(spaceId: SpaceId): LocalSpace | undefined;
  /** Takes a space in where a session was just begun. */
  enter(health: Health, session: Session, reached: Reached): Promise<void>;
};

/** The way into spaces of others, with an account that is said to nobody who is not the one that is meant. */
export function createJoining({ meet, doorTo, known, enter }: JoiningOptions) {
  /**
   * A space of this computer answers at another address than it is looked for, and its person signs in there:
   * its host has moved, so it is followed, with all that is cached and unsent.
   */
  async function follow(space: LocalSpace, { address, pin }: Reached, account: Account): Promise<void> {
    const isLost = !space.isConnected() && space.hosting === null && space.entry.address !== address;
    if (!isLost || account.mode !== 'login')
      throw new AppFault('already_joined', `This computer is in ${space.entry.name} already.`);
    const door = doorTo(pin);
    const session = await door.enter(address, account);
    if (session.user.id !== space.entry.userId) {
      door.leave({ ...space.entry, address }, session.refreshToken);
      throw new AppFault('already_joined', `This computer is in ${space.entry.name} with another account.`);
    }
    await space.moveTo(address, pin, session.refreshToken);
  }

  return async function join({
    account,
    ...asked
  }: AppParsedInput<'space:join'>): Promise<AppOutput<'space:join'>> {
    // That nobody in between can hear it is not given up by what somebody in between may say.
    const terms = { pin: asked.pin ?? null, orPlain: false };
    const { address, health, trust } = await meet(asked.address, terms);
    const space = known(health.spaceId);
    const remembered = space?.entry.pin ?? null;
    // A space that is known has the key that is known of it, whatever else was vouched for: unless its person was shown both.
    const isReplaced = asked.pin !== undefined && asked.instead === remembered;
    const pin = remembered === null || isReplaced ? vouchedFor(trust) : remembered;
    if (space !== undefined) await follow(space, { address, pin }, account);
    else await enter(health, await doorTo(pin).enter(address, account), { address, pin });
    return { spaceId: health.spaceId };
  };
}

/** The key to go on with, if any is needed; refuses one that nobody has vouched for. */
function vouchedFor(trust: Meeting['trust']): Pin | null {
  if (trust.kind !== 'unknown') return pinOf(trust);
  const keys = { expected: null, presented: trust.pin };
  throw new AppFault('untrusted', 'Nobody has vouched for the key of this server.', keys);
}
