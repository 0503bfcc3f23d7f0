import type { ParseKeys } from 'i18next';
import type { SpaceView } from '../../shared/ipc/views.ts';
import { type Mismatch, mismatchOf } from '../trust/mismatchOf.ts';

export type BannerAction =
  | 'reconnect'
  | 'security'
  | 'signIn'
  | 'startAgain'
  | 'otherPort'
  | 'restore'
  | 'forget';

export type Banner = {
  /** `waiting` ends by itself and is told late; `away` is readable and writable; `problem` wants a person. */
  kind: 'waiting' | 'away' | 'problem';
  text: ParseKeys;
  actions: readonly BannerAction[];
};

type Stopped = Extract<SpaceView['connection'], { status: 'stopped' }>['reason'];
type Failed = Extract<NonNullable<SpaceView['hosting']>, { status: 'failed' }>['code'];

const stopped: Record<Stopped, Omit<Banner, 'kind'>> = {
  signed_out: { text: 'connection.signedOut', actions: ['signIn'] },
  banned: { text: 'connection.banned', actions: ['reconnect', 'forget'] },
  different_space: { text: 'connection.differentSpace', actions: ['reconnect'] },
  client_too_old: { text: 'connection.clientTooOld', actions: ['reconnect'] },
  held_elsewhere: { text: 'connection.heldElsewhere', actions: ['reconnect'] },
  storage_full: { text: 'connection.storageFull', actions: ['reconnect'] },
  server_too_old: { text: 'connection.serverTooOld', actions: ['reconnect'] },
  untrusted: { text: 'connection.untrusted', actions: ['security', 'reconnect'] },
};

const untrusted: Record<Mismatch['kind'], ParseKeys> = {
  changed: 'connection.untrusted',
  first: 'connection.untrustedFirst',
  lapsed: 'connection.untrustedLapsed',
};

const failed: Record<Failed, Omit<Banner, 'kind'>> = {
  port_taken: { text: 'connection.portTaken', actions: ['otherPort', 'startAgain'] },
  folder_locked: { text: 'connection.folderLocked', actions: ['startAgain'] },
  newer_data: { text: 'connection.newerData', actions: ['startAgain'] },
  damaged: { text: 'connection.damaged', actions: ['restore', 'startAgain'] },
  crashed: { text: 'connection.crashed', actions: ['startAgain'] },
};

/**
 * What is to be said of how a space stands; nothing when all is well. A host's own trouble comes before the link's. `isInBrowser`:
 * there is room for the space of the page's address alone, so that another one at that address can be joined in its place only.
 */
export function bannerOf(space: SpaceView, isInBrowser: boolean): Banner | null {
  const { connection, hosting } = space;
  if (hosting?.status === 'failed') return { kind: 'problem', ...failed[hosting.code] };
  if (hosting?.status === 'starting') return { kind: 'waiting', text: 'connection.starting', actions: [] };
  switch (connection.status) {
    case 'online':
      return null;
    case 'connecting':
      return { kind: 'waiting', text: 'connection.connecting', actions: [] };
    case 'syncing':
      return { kind: 'waiting', text: 'connection.syncing', actions: [] };
    case 'offline':
      return { kind: 'away', text: 'connection.hostAway', actions: ['reconnect'] };
    case 'stopped': {
      const { text, actions } = stopped[connection.reason];
      const mayGoOn = isInBrowser && connection.reason === 'different_space';
      const mismatch = mismatchOf(space);
      return {
        kind: 'problem',
        text: mismatch === null ? text : untrusted[mismatch.kind],
        actions: mayGoOn ? [...actions, 'forget'] : actions,
      };
    }
  }
}
