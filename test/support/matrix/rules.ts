import type { Role } from '../../../src/shared/model/user.ts';
import type {
  NoticeName,
  NoticePayload,
  Payload,
  RequestName,
} from '../../../src/shared/protocol/requests.ts';
import { type Cast, clientId, PASSWORD, type Relation } from './cast.ts';

/** Who asks: what they are in the space, and to what they ask about. */
export type Asking = { role: Role; relation: Relation };
export type Outcome = 'granted' | 'forbidden' | 'not_found' | 'unauthorized';
type Rule = (asking: Asking) => Outcome;

const HOUR = 3_600_000;

const isIn = ({ relation }: Asking): boolean =>
  !['stranger', 'former', 'visitor', 'outsider', 'excluded'].includes(relation);
/** A public channel exists for all but guests, who see only where they were added. */
const sees = (asking: Asking): boolean =>
  isIn(asking) || (asking.relation === 'visitor' && asking.role !== 'guest');
const runs = ({ role }: Asking): boolean => role === 'owner' || role === 'admin';
const wrote = ({ relation }: Asking): boolean => relation === 'author';

/** Whoever may come in at all. */
const anyone: Rule = () => 'granted';
/** Of those for whom it exists: a private channel does not for others, whatever they are in the space. */
const viewersWho =
  (may: (asking: Asking) => boolean): Rule =>
  (asking) =>
    sees(asking) ? (may(asking) ? 'granted' : 'forbidden') : 'not_found';
const membersWho = (may: (asking: Asking) => boolean): Rule =>
  viewersWho((asking) => isIn(asking) && may(asking));
const viewers = viewersWho(() => true);
const members = membersWho(() => true);
const moderates = (asking: Asking): boolean => runs(asking) || asking.relation === 'moderator';
/** Who governs it by what they are in the space need not be in it; the others do. */
const takesPart = (asking: Asking): boolean => runs(asking) || (isIn(asking) && asking.role !== 'guest');
/** A direct message stays as it is, whatever its two people are in the space. */
const governedBy = (may: (asking: Asking) => boolean): Rule =>
  viewersWho((asking) => asking.relation !== 'partner' && may(asking));
/** Owners and admins. */
const runners: Rule = (asking) => (runs(asking) ? 'granted' : 'forbidden');
/** Owners and admins, of others who rank below them; nobody of themselves. */
const governors: Rule = (asking) => (runs(asking) && !wrote(asking) ? 'granted' : 'forbidden');
/** Oneself, and owners and admins of others. */
const selfOrGovernors: Rule = (asking) => (runs(asking) || wrote(asking) ? 'granted' : 'forbidden');

type Entry<N extends RequestName> = {
  /** What is asked, about what the cast has; it may set up what is wanted for that. */
  payload(cast: Cast): Payload<N> | Promise<Payload<N>>;
  rule: Rule;
};

const ofPlace = ({ place }: Cast) => ({ conversationId: place.id });
const ofMessage = ({ message }: Cast) => ({ messageId: message.id });
const ofPerson = ({ person }: Cast) => ({ userId: person.id });
const nothing = () => ({});

/** Of every request: who may ask it. One that is new does not pass without its line. */
export const rules: { [N in RequestName]: Entry<N> } = {
  sync: { payload: () => ({ cursors: {} }), rule: anyone },
  history: { payload: (cast) => ({ ...ofPlace(cast), limit: 5 }), rule: members },
  'conversation:create': {
    payload: () => ({ kind: 'channel', name: 'dogs', clientId: clientId() }),
    rule: ({ role }) => (role === 'guest' ? 'forbidden' : 'granted'),
  },
  'conversation:join': { payload: ofPlace, rule: viewers },
  'conversation:leave': { payload: ofPlace, rule: governedBy(() => true) },
  'conversation:change': {
    payload: (cast) => ({ ...ofPlace(cast), topic: 'Naps' }),
    rule: governedBy(takesPart),
  },
  'conversation:counts': { payload: nothing, rule: anyone },
  'member:add': {
    payload: (cast) => ({ ...ofPlace(cast), userIds: [cast.newcomer.id] }),
    rule: governedBy(takesPart),
  },
  'member:remove': {
    payload: (cast) => ({ ...ofPlace(cast), userId: cast.other.id }),
    rule: governedBy(moderates),
  },
  'member:role': {
    payload: (cast) => ({ ...ofPlace(cast), userId: cast.other.id, role: 'moderator' }),
    rule: governedBy(runs),
  },
  'message:send': {
    payload: (cast) => ({ ...ofPlace(cast), clientId: clientId(), text: 'Hi' }),
    rule: members,
  },
  'message:edit': { payload: (cast) => ({ ...ofMessage(cast), text: 'Hi' }), rule: membersWho(wrote) },
  'message:delete': {
    payload: ofMessage,
    rule: membersWho((asking) => wrote(asking) || moderates(asking)),
  },
  'message:react': { payload: (cast) => ({ ...ofMessage(cast), emoji: '🎉', on: true }), rule: members },
  'message:versions': { payload: ofMessage, rule: members },
  'message:thread': { payload: (cast) => ({ ...ofMessage(cast), limit: 5 }), rule: members },
  // What one may not read is left out.
  'message:get': { payload: ({ message }) => ({ messageIds: [message.id] }), rule: anyone },
  'message:pin': { payload: (cast) => ({ ...ofMessage(cast), pinned: true }), rule: members },
  'entry:set': { payload: () => ({ kind: 'availability', key: 'own', value: 'busy' }), rule: anyone },
  'schedule:set': {
    payload: (cast) => ({
      ...ofPlace(cast),
      scheduleId: clientId(),
      text: 'Later',
      sendAt: cast.now() + HOUR,
    }),
    rule: members,
  },
  'schedule:cancel': { payload: () => ({ scheduleId: clientId() }), rule: anyone },
  'reminder:set': {
    payload: (cast) => ({ ...ofMessage(cast), remindAt: cast.now() + HOUR }),
    rule: members,
  },
  'draft:save': {
    payload: (cast) => ({ ...ofPlace(cast), text: 'Half', baseRevision: 0, clientId: clientId() }),
    rule: members,
  },
  'read:advance': { payload: (cast) => ({ ...ofPlace(cast), seq: 1 }), rule: members },
  'read:reset': { payload: (cast) => ({ ...ofPlace(cast), seq: 1 }), rule: members },
  'conversation:reads': { payload: ofPlace, rule: members },
  'user:change': { payload: () => ({ displayName: 'Me' }), rule: anyone },
  'notification:read': { payload: ({ now }) => ({ throughAt: now() }), rule: anyone },

  'user:role': { payload: (cast) => ({ ...ofPerson(cast), role: 'guest' }), rule: governors },
  'user:state': { payload: (cast) => ({ ...ofPerson(cast), state: 'banned' }), rule: governors },
  'user:resetPassword': { payload: ofPerson, rule: governors },
  'password:change': { payload: () => ({ current: PASSWORD, next: 'another horse' }), rule: anyone },
  'space:transfer': {
    payload: ({ other }) => ({ userId: other.id }),
    rule: ({ role }) => (role === 'owner' ? 'granted' : 'forbidden'),
  },
  'space:rename': { payload: () => ({ name: 'Yard' }), rule: runners },
  'space:announce': {
    payload: () => ({ title: 'News', body: '', clientId: clientId() }),
    rule: runners,
  },
  'session:list': { payload: ofPerson, rule: selfOrGovernors },
  'session:end': { payload: ({ session }) => ({ sessionId: session }), rule: selfOrGovernors },
  'session:endAll': { payload: ofPerson, rule: selfOrGovernors },
  'invite:create': { payload: nothing, rule: runners },
  'invite:speak': { payload: nothing, rule: runners },
  'invite:list': { payload: nothing, rule: runners },
  'invite:revoke': {
    async payload({ store, settled, now }) {
      const invite = { codeHash: 'code', role: 'member' as const, uses: 1, expiresAt: now() + HOUR };
      return { inviteId: (await settled(store.createInvite(null, invite))).id };
    },
    rule: runners,
  },
  'message:report': {
    payload: (cast) => ({ ...ofMessage(cast), reason: 'Rude' }),
    rule: membersWho((asking) => !wrote(asking)),
  },
  // What is not for them to judge is left out.
  'report:list': { payload: () => ({ open: true, limit: 5 }), rule: anyone },
  'report:close': {
    async payload({ store, settled, reporter, newcomer, message }) {
      await settled(store.reportMessage(reporter.id, { messageId: message.id, reason: 'Rude' }));
      await settled(store.setUserRole(null, { userId: newcomer.id, role: 'admin' }));
      const { reports } = await store.reports(newcomer.id, { open: true, limit: 1 });
      const [{ id: reportId } = { id: undefined as never }] = reports;
      return { reportId, outcome: 'handled' };
    },
    // Who runs the space judges everywhere, but nobody themselves.
    rule: (asking) =>
      moderates(asking) && !wrote(asking) && asking.relation !== 'former' ? 'granted' : 'not_found',
  },
  'token:create': { payload: () => ({ name: 'robot' }), rule: runners },
  'token:list': { payload: nothing, rule: runners },
  'token:revoke': {
    async payload({ store, settled }) {
      const token = settled(store.createServiceToken(null, { name: 'robot', tokenHash: 'hash' }));
      return { tokenId: (await token).id };
    },
    rule: runners,
  },
  'audit:list': { payload: () => ({ limit: 5 }), rule: runners },
};

/** Of every notice: who is heard that sends it. */
export const notices: { [N in NoticeName]: { payload(cast: Cast): NoticePayload<N>; rule: Rule } } = {
  'typing:set': { payload: (cast) => ({ ...ofPlace(cast), typing: true }), rule: members },
  'presence:set': { payload: () => ({ presence: 'away' }), rule: anyone },
};

/** What comes of asking. Whoever is shut out has no connection, and is answered nothing else. */
export function expected(name: RequestName | NoticeName, asking: Asking): Outcome {
  if (asking.relation === 'banned' || asking.relation === 'deactivated') return 'unauthorized';
  return { ...rules, ...notices }[name].rule(asking);
}
