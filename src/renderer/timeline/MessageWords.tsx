import { useLayoutEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { SpaceView } from '../../shared/ipc/views.ts';
import { expandShortcodes, hasShortcode } from '../emoji/shortcodes.ts';
import { useEmoji } from '../emoji/useEmoji.ts';
import { useApp, useAppState } from '../store/AppContext.tsx';
import type { ShownMessage } from '../store/overlay.ts';
import { selectMarks, selectUsers } from '../store/selectors.ts';
import { classes } from '../ui/classes.ts';
import { MessageText } from './MessageText.tsx';
import { actionIn, isLong, isOnlyEmoji } from './messageText.ts';
import { useRow } from './rowActions.ts';

/** What somebody wrote: folded when it is long, large when it is but emoji, behind their name when they do something. */
export function MessageWords(props: { message: ShownMessage; space: SpaceView; pending: boolean }) {
  const { message, space, pending } = props;
  const { t } = useTranslation();
  const action = actionIn(message.text);
  const emoji = useEmoji(hasShortcode(message.text))?.byName ?? null;
  const marks = useAppState(selectMarks);
  const fold = useFold(message);
  return (
    <>
      <div
        ref={fold.element}
        dir="auto"
        className={classes(
          'message-text',
          isOnlyEmoji(expandShortcodes(message.text, emoji)) && 'message-emoji',
          action !== null && 'message-action',
          fold.folded && 'message-folded',
          pending && 'message-pending',
        )}
      >
        <MessageText
          text={action ?? message.text}
          mentions={message.mentions}
          audience={message.audience ?? null}
          space={space}
          marks={marks}
          lead={action !== null && <Actor message={message} space={space} />}
          tail={message.edited && <EditedButton message={message} />}
        />
      </div>
      {fold.long && (
        <button type="button" className="message-fold" aria-expanded={!fold.folded} onClick={fold.toggle}>
          {fold.folded ? t('timeline.showMore') : t('timeline.showLess')}
        </button>
      )}
    </>
  );
}

/** Says that it was edited, and leads to what it said before. */
function EditedButton({ message }: { message: ShownMessage }) {
  const { t } = useTranslation();
  const row = useRow();
  return (
    <>
      {' '}
      <button
        type="button"
        className="message-edited"
        title={t('actions.versions')}
        onClick={(event) => row.ask({ what: 'versions', message, anchor: event.currentTarget })}
      >
        ({t('timeline.edited')})
      </button>
    </>
  );
}

function Actor({ message, space }: { message: ShownMessage; space: SpaceView }) {
  const { t } = useTranslation();
  const author = useAppState((state) => selectUsers(state, space.spaceId)[message.authorId]);
  return (
    <>
      <bdi className="message-actor">{author?.displayName ?? t('app.unknownPerson')}</bdi>{' '}
    </>
  );
}

/** Folds a long message. What is read stays where it is: the text above when it opens, the button when it closes. */
function useFold({ key, text }: ShownMessage) {
  const app = useApp();
  const { keepPlace } = useRow();
  const long = isLong(text);
  const [open, setOpen] = useState(() => app.unfolded.has(key));
  const element = useRef<HTMLDivElement>(null);
  const before = useRef<number | null>(null);
  const toggle = () => {
    before.current = element.current?.offsetHeight ?? null;
    if (open) app.unfolded.delete(key);
    else app.unfolded.add(key);
    setOpen(!open);
  };
  useLayoutEffect(() => {
    if (before.current === null || element.current === null) return;
    const grown = element.current.offsetHeight - before.current;
    before.current = null;
    keepPlace(key, open ? 0 : grown);
  }, [open, key, keepPlace]);
  return { element, long, folded: long && !open, toggle };
}
