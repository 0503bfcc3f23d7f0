import { type FocusEvent, memo, type PointerEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { SpaceView } from '../../shared/ipc/views.ts';
import type { MessageId, UserId } from '../../shared/model/ids.ts';
import { PersonButton } from '../people/PersonButton.tsx';
import { SeenBy } from '../people/SeenBy.tsx';
import { StatusEmoji } from '../people/StatusEmoji.tsx';
import { useAppState } from '../store/AppContext.tsx';
import type { ShownMessage } from '../store/overlay.ts';
import { selectUsers } from '../store/selectors.ts';
import { ThreadLine } from '../threads/ThreadLine.tsx';
import type { TimeWords } from '../time/timeWords.ts';
import { Avatar } from '../ui/Avatar.tsx';
import { BlockedMessage } from './BlockedMessage.tsx';
import { DayLine, NewLine } from './Lines.tsx';
import { MessageBody } from './MessageBody.tsx';
import { NoticeRow } from './NoticeRow.tsx';
import { RowMarks } from './RowMarks.tsx';
import { RowToolbar } from './RowToolbar.tsx';

type Props = {
  message: ShownMessage;
  startsGroup: boolean;
  startsDay: boolean;
  startsNew: boolean;
  /** Whether the Tab key stops here on its way through the window. */
  entry: boolean;
  pinned: boolean;
  saved: boolean;
  /** The message whose thread the row stands in. */
  inThread?: MessageId;
  /** Whether it was just jumped to. */
  lit: boolean;
  /** Who of the others has read up to here and no further. */
  seenBy?: readonly UserId[];
  /** Whether its author is blocked. */
  blocked?: boolean;
  space: SpaceView;
  words: TimeWords;
  onFocus: (key: string) => void;
};

/**
 * Whether the pointer or the focus is on a row. Only such a row has its buttons: they cost more to make than
 * the message, and in a flood rows are made by the hundred.
 */
function useAttended() {
  const [isHovered, setHovered] = useState(false);
  const [isFocused, setFocused] = useState(false);
  return {
    isAttended: isHovered || isFocused,
    // A finger hovers over nothing; it leaves no trace where it was lifted.
    onPointerEnter: ({ pointerType }: PointerEvent) => setHovered(pointerType !== 'touch'),
    onPointerLeave: () => setHovered(false),
    onFocus: () => setFocused(true),
    onBlur: (event: FocusEvent<HTMLElement>) => setFocused(event.currentTarget.contains(event.relatedTarget)),
  };
}

/** One message, or a line that nobody wrote, with what stands above it. */
export const MessageRow = memo(function MessageRow(props: Props) {
  const { message, words } = props;
  const { notice } = message;
  return (
    <>
      {props.startsDay && <DayLine at={message.createdAt} words={words} />}
      {props.startsNew && <NewLine />}
      {notice === null ? <Written {...props} /> : <NoticeRow {...props} notice={notice} />}
    </>
  );
});

/** A message that somebody wrote. */
function Written(props: Props) {
  const { message, startsGroup, space, words } = props;
  const { t } = useTranslation();
  const author = useAppState((state) => selectUsers(state, space.spaceId)[message.authorId]);
  const name = author?.displayName ?? t('app.unknownPerson');
  const time = words.clock(message.createdAt);
  const isCalled = message.audience !== null && message.authorId !== space.userId;
  const mentionsMe = props.blocked !== true && (message.mentions.includes(space.userId) || isCalled);
  const attended = useAttended();
  return (
    <article
      className="message"
      aria-label={t('timeline.row', { name, time: words.full(message.createdAt) })}
      data-key={message.key}
      data-entry={props.entry || undefined}
      data-group={startsGroup || undefined}
      data-mention={(mentionsMe && !message.deleted) || undefined}
      data-lit={props.lit || undefined}
      tabIndex={props.entry ? 0 : -1}
      onPointerEnter={attended.onPointerEnter}
      onPointerLeave={attended.onPointerLeave}
      onBlur={attended.onBlur}
      onFocus={() => {
        attended.onFocus();
        props.onFocus(message.key);
      }}
    >
      <div className="message-gutter">
        {startsGroup ? (
          <PersonButton userId={message.authorId} name={name} picture>
            <Avatar id={message.authorId} name={name} />
          </PersonButton>
        ) : (
          <time className="message-aside figures" title={words.full(message.createdAt)}>
            {time}
          </time>
        )}
      </div>
      <div className="message-main">
        {startsGroup && (
          <header className="message-head">
            <PersonButton
              userId={message.authorId}
              name={name}
              className="message-author one-line"
              entry={props.entry}
            >
              <bdi>{name}</bdi>
            </PersonButton>
            {author?.resembles && <span className="message-time">@{author.username}</span>}
            <StatusEmoji user={author} />
            <time className="message-time figures" title={words.full(message.createdAt)}>
              {time}
            </time>
          </header>
        )}
        <Said {...props} />
        {props.inThread === undefined && <ThreadLine message={message} words={words} />}
      </div>
      {(props.pinned || props.saved) && <RowMarks pinned={props.pinned} saved={props.saved} />}
      {props.seenBy !== undefined && props.seenBy.length > 0 && (
        <SeenBy space={space} userIds={props.seenBy} entry={props.entry} />
      )}
      {attended.isAttended && <RowToolbar message={message} />}
    </article>
  );
}

function Said({ message, space, inThread, blocked }: Props) {
  const Body = blocked === true ? BlockedMessage : MessageBody;
  return <Body message={message} space={space} inThread={inThread} />;
}
