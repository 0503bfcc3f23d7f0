import { isMuted, usualLevel } from '../../shared/model/attention.ts';
import type { Conversation } from '../../shared/model/conversation.ts';
import type { Availability, EntryValue } from '../../shared/model/entry.ts';
import type { Seq, Timestamp, UserId } from '../../shared/model/ids.ts';
import { saysAny } from '../../shared/model/keywords.ts';
import { countsAsUnread, type Message } from '../../shared/model/message.ts';
import { isNews, type Notification } from '../../shared/model/notification.ts';
import { isQuiet, type WallTime } from '../../shared/model/quiet.ts';

/** What may be told: a message that arrived, or a line of the notification centre. */
export type News =
  | { kind: 'message'; message: Message; of: Conversation['kind'] }
  | { kind: 'entry'; notification: Notification };

/** How things stand when it may be told. What is of a conversation is left out where the news is of none. */
export type Circumstances = {
  me: UserId;
  now: Timestamp;
  /** `now` on the device's own clock. */
  wallTime: WallTime;
  /** `undefined` where they chose none: see `usualLevel`. */
  level: EntryValue<'level'> | undefined;
  mute: EntryValue<'mute'> | undefined;
  /** How far they have read the conversation, on whichever device. */
  readSeq: Seq | undefined;
  /** Whether they look at it: the conversation, or for an announcement the space, in a window that has the focus. */
  isInFront: boolean;
  isBlocked(userId: UserId): boolean;
  keywords: readonly string[];
  quiet: EntryValue<'quiet'> | undefined;
  availability: Availability | undefined;
  /** Whether the system itself does not want to disturb. */
  isSystemQuiet: boolean;
  /** Whether they are not at their computer just now, so that who is here is not they. */
  isAway: boolean;
};

/**
 * `tell` it now; be `silent`, now and later: it is seen, or they do not want to be disturbed, and it is in the window; or
 * `pass` over it: it is not for a notification of the system's.
 */
export type Verdict = 'tell' | 'silent' | 'pass';

/** What was told of longer ago, in ms, is no news: a device that is new to a person does not tell of all there ever was. */
export const NEWS_FOR_MS = 7 * 24 * 3_600_000;

/** Whether a person is told of something by a notification of the system's. */
export function verdictOn(news: News, circumstances: Circumstances): Verdict {
  const isFor =
    news.kind === 'message' ? isForPerson(news, circumstances) : isToldOf(news.notification, circumstances);
  if (!isFor) return 'pass';
  const { isInFront, quiet, now, wallTime, availability, isSystemQuiet } = circumstances;
  if (isInFront && isSeenInFront(news)) return 'silent';
  const disturbs = !isQuiet(quiet, now, wallTime) && availability !== 'busy' && !isSystemQuiet;
  return disturbs ? 'tell' : 'silent';
}

/** Whether who looks at its conversation, or for an announcement at the space, has seen it: other entries are at the bell alone. */
const isSeenInFront = (news: News): boolean =>
  news.kind === 'message' || ['reply', 'invitation', 'announcement'].includes(news.notification.about.type);

/** Whether a message is for a person, by what they chose for its conversation. */
function isForPerson({ message, of }: Extract<News, { kind: 'message' }>, how: Circumstances): boolean {
  const { me, now, level = usualLevel(of), mute, readSeq = 0, keywords } = how;
  const { authorId, seq, text } = message;
  if (authorId === me || how.isBlocked(authorId) || !countsAsUnread(message) || seq <= readSeq) return false;
  if (level === 'nothing') return false;
  // Muting silences all but what is meant for the person: a word that is looked for may be in anything.
  if (!isMuted(mute, now) && (level === 'all' || saysAny(text, keywords))) return true;
  return isCalled(message, me, how.isAway);
}

/** Whether a message calls a person: by name, or together with everyone, or with all who are there. */
const isCalled = ({ mentions, audience }: Message, me: UserId, isAway: boolean): boolean =>
  mentions.includes(me) || audience === 'everyone' || (audience === 'here' && !isAway);

/** Whether an entry is told of at all: what calls a person is told of as the message it is, and emoji are not. */
function isToldOf(notification: Notification, how: Circumstances): boolean {
  const { about, at } = notification;
  if (at < how.now - NEWS_FOR_MS || !isNews(notification, () => how.readSeq)) return false;
  switch (about.type) {
    case 'mention':
    case 'reaction':
      return false;
    case 'reply':
      return how.level !== 'nothing' && !how.isBlocked(about.actorId);
    case 'invitation':
      return !how.isBlocked(about.actorId);
    case 'external':
      return how.level !== 'nothing' && !isMuted(how.mute, how.now);
    default:
      return true;
  }
}
