import type { UserId } from '../../../shared/model/ids.ts';
import type { Announced, NotificationSubject } from '../../../shared/model/notification.ts';
import { isActive } from '../../../shared/model/user.ts';
import { newId } from '../../newId.ts';
import type { Notifying, Recipients, Sender } from '../NotifyingStore.ts';
import type { Parsed } from '../Store.ts';
import { note } from './audit.ts';
import type { AuditActor } from './auditRows.ts';
import { noPerson, requireRunner } from './governingPeople.ts';
import type { CommandContext } from './groupCommit.ts';
import { noConversation } from './membership.ts';
import { tell } from './notifications.ts';
import { findRepeat, keepRequest, NO_CONVERSATION } from './repeats.ts';
import { requireGoodToken } from './serviceTokens.ts';
import type { Tables } from './tables.ts';

/** So long a repeat is known by the sender's id of it. */
const REPEATED_WITHIN_MS = 30 * 24 * 3_600_000;

/** Tells people something from outside of the conversations; see `NotifyingStore`. */
export function notify(
  tables: Tables,
  context: CommandContext,
  sender: Sender,
  recipients: Recipients,
  { id, ...said }: Notifying,
): number {
  requireSender(tables, sender);
  const senderId = sender.kind === 'user' ? sender.userId : sender.token.id;
  const repeated = id === undefined ? undefined : tables.notified.find(id, senderId);
  if (repeated !== undefined) return repeated;
  const people = peopleOf(tables, sender, recipients);
  if (recipients.kind === 'everyone') tellEveryone(tables, context, sender, people, said);
  else tellPeople(tables, context, sender, recipients, people, said);
  if (id !== undefined) {
    tables.notified.prune(context.at - REPEATED_WITHIN_MS);
    tables.notified.insert(id, senderId, people.length, context.at);
  }
  return people.length;
}

/** What an admin says to everyone; a repeat says it once. */
export function announce(
  tables: Tables,
  context: CommandContext,
  actorId: UserId,
  { clientId, ...said }: Parsed<'space:announce'>,
): number {
  const request = 'space:announce';
  const repeat = findRepeat(tables, actorId, clientId, request);
  if (repeat) return repeat.seq ?? 0;
  requireRunner(tables, actorId, 'say something to everyone');
  const sender: Sender = { kind: 'user', userId: actorId };
  const people = peopleOf(tables, sender, { kind: 'everyone' });
  tellEveryone(tables, context, sender, people, said);
  const conversationId = NO_CONVERSATION;
  // How many it went to is kept where other requests keep a seq.
  keepRequest(tables, context, actorId, clientId, { request, conversationId, seq: people.length });
  return people.length;
}

/** Asked in the commit: what was so when they were identified may be so no more. */
function requireSender(tables: Tables, sender: Sender): void {
  if (sender.kind === 'user') requireRunner(tables, sender.userId, 'notify people');
  else requireGoodToken(tables, sender.token);
}

const isThere = (tables: Tables, userId: UserId): boolean => {
  const user = tables.users.find(userId);
  return user !== undefined && isActive(user);
};

function peopleOf(tables: Tables, sender: Sender, recipients: Recipients): UserId[] {
  switch (recipients.kind) {
    case 'everyone':
      return tables.users
        .all()
        .filter(isActive)
        .map(({ id }) => id);
    case 'people': {
      const people = [...new Set(recipients.userIds)];
      // The same for who was shut out: a program learns nothing of why somebody cannot be told.
      const missing = people.find((userId) => !isThere(tables, userId));
      if (missing !== undefined) throw noPerson(missing);
      return people;
    }
    case 'conversation': {
      // A program knows of what whoever made its token knows of; the host of everything.
      const knower = sender.kind === 'user' ? sender.userId : sender.token.createdBy;
      const { conversationId } = recipients;
      const isKnown =
        tables.conversations.find(conversationId) !== undefined &&
        (knower === null || tables.memberships.access(conversationId, knower) !== 'hidden');
      if (!isKnown) throw noConversation();
      return tables.memberships.members(conversationId).filter((userId) => isThere(tables, userId));
    }
  }
}

const auditActor = (sender: Sender): AuditActor =>
  sender.kind === 'user'
    ? { kind: 'user', userId: sender.userId }
    : { kind: 'service', tokenId: sender.token.id };

/** To who says it themselves it is no news. */
function tellEveryone(
  tables: Tables,
  context: CommandContext,
  sender: Sender,
  people: readonly UserId[],
  said: Announced,
): void {
  const actorId = sender.kind === 'user' ? sender.userId : null;
  const about: NotificationSubject = { type: 'announcement', ...said, actorId };
  const key = `announcement:${newId(context.at)}`;
  for (const userId of people)
    tell(tables, context, userId, { key, about, actorId, readAt: userId === actorId ? context.at : null });
  const detail = { people: people.length };
  note(tables, context, { actor: auditActor(sender), act: 'announcement.made', detail });
}

function tellPeople(
  tables: Tables,
  context: CommandContext,
  sender: Sender,
  recipients: Exclude<Recipients, { kind: 'everyone' }>,
  people: readonly UserId[],
  said: Announced,
): void {
  const actorId = sender.kind === 'user' ? sender.userId : null;
  const source = sender.kind === 'service' ? sender.token.name : nameOf(tables, sender.userId);
  const conversationId = recipients.kind === 'conversation' ? recipients.conversationId : undefined;
  const where = conversationId === undefined ? {} : { conversationId };
  const about: NotificationSubject = { type: 'external', ...said, source, ...where };
  const key = `external:${newId(context.at)}`;
  for (const userId of people) tell(tables, context, userId, { key, about, actorId });
  const detail = { people: people.length };
  const userId = recipients.kind === 'people' && people.length === 1 ? people[0] : undefined;
  note(tables, context, {
    ...{ actor: auditActor(sender), act: 'notification.sent', detail },
    ...{ userId, conversationId },
  });
}

const nameOf = (tables: Tables, userId: UserId): string => tables.users.find(userId)?.displayName ?? '';
