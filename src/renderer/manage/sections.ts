import type { SpaceView } from '../../shared/ipc/views.ts';
import { permissionsIn, roleIn } from '../../shared/model/permissions.ts';
import { conversationStream } from '../../shared/model/stream.ts';
import { isAdmin } from '../../shared/model/user.ts';
import { placeOf, shownEntries } from '../store/entries.ts';
import type { ManageSection } from '../store/navigation.ts';
import { selectConversations, selectOutbox, selectUsers } from '../store/selectors.ts';
import type { AppState } from '../store/state.ts';

export const manageSections: readonly ManageSection[] = [
  'overview',
  'people',
  'invites',
  'reports',
  'programs',
  'announce',
  'audit',
];
/** For those who run a space; what its host alone looks after comes in between. */
const ofHosts: readonly ManageSection[] = ['overview', 'backups', ...manageSections.slice(1)];
const ofModerators: readonly ManageSection[] = ['reports'];
/** A host who does not run the space, or of whose space nothing could be read yet. */
const ofHostsAlone: readonly ManageSection[] = ['backups'];
const ofHostsThatModerate: readonly ManageSection[] = ['backups', 'reports'];
const none: readonly ManageSection[] = [];

/** Whether one judges what is reported in some conversation. */
function moderatesSomewhere(state: AppState, { spaceId, userId }: SpaceView): boolean {
  const spaceRole = selectUsers(state, spaceId)[userId]?.role ?? 'guest';
  const outbox = selectOutbox(state, spaceId);
  return Object.values(selectConversations(state, spaceId)).some((conversation) => {
    if (!conversation.joined || conversation.kind === 'direct') return false;
    const stream = conversationStream(conversation.id);
    const held = state.entries[spaceId]?.[placeOf('role', stream)];
    if (held === undefined && conversation.createdBy !== userId) return false;
    const role = roleIn(conversation, userId, shownEntries('role', stream, held, outbox, userId).get(userId));
    return permissionsIn(conversation, { spaceRole, role }).moderate;
  });
}

/** The parts of running a space that are a person's to see. */
export function sectionsOf(state: AppState, space: SpaceView): readonly ManageSection[] {
  const role = selectUsers(state, space.spaceId)[space.userId]?.role;
  const isHost = space.hosting !== null;
  if (role !== undefined && isAdmin(role)) return isHost ? ofHosts : manageSections;
  if (moderatesSomewhere(state, space)) return isHost ? ofHostsThatModerate : ofModerators;
  return isHost ? ofHostsAlone : none;
}
