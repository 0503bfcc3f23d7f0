import { useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { SpaceView } from '../../shared/ipc/views.ts';
import { useApp } from '../store/AppContext.tsx';
import { selectUsers } from '../store/selectors.ts';
import { summaryOf } from './messageText.ts';
import type { TimelineItem } from './timelineItems.ts';
import { useNoticeWords } from './useNoticeWords.ts';

/** Speaks what others write while it can be seen. The list itself is silent: scrolling it is no news. */
export function Arrivals(props: { space: SpaceView; items: readonly TimelineItem[]; atEnd: boolean }) {
  const { space, items, atEnd } = props;
  const { t } = useTranslation();
  const app = useApp();
  const say = useNoticeWords(space);
  const [spoken, setSpoken] = useState('');
  const last = items.at(-1)?.message;
  const before = useRef(last?.seq ?? null);
  useEffect(() => {
    const seq = last?.seq ?? null;
    const arrived = seq !== null && before.current !== null && seq > before.current;
    before.current = seq ?? before.current;
    if (!arrived || !atEnd || last === undefined || last.authorId === space.userId) return;
    if (last.notice !== null) {
      setSpoken(say(last.authorId, last.notice));
      return;
    }
    const author = selectUsers(app.store.getState(), space.spaceId)[last.authorId];
    setSpoken(
      t('timeline.announce', {
        name: author?.displayName ?? t('app.unknownPerson'),
        text: summaryOf(last.text),
      }),
    );
  }, [app, last, atEnd, space.userId, space.spaceId, say, t]);
  return (
    <p className="unseen" role="status">
      {spoken}
    </p>
  );
}
