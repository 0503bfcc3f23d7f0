import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { SpaceView } from '../../shared/ipc/views.ts';
import type { MessageId } from '../../shared/model/ids.ts';
import { useAppState } from '../store/AppContext.tsx';
import { selectShownId, selectUsers } from '../store/selectors.ts';
import { useOwnEntries } from '../store/useEntries.ts';
import { useRow } from './rowActions.ts';
import { useSummary } from './useSummary.ts';

/** The message that is answered, in one line that leads to it. */
export function Quote({
  messageId,
  space,
  icon,
}: {
  messageId: MessageId;
  space: SpaceView;
  icon: ReactNode;
}) {
  const { t } = useTranslation();
  const { jumpTo } = useRow();
  const quoted = useAppState((state) => {
    const shownId = selectShownId(state);
    const messages = shownId === undefined ? undefined : state.windows[shownId]?.messages;
    return messages?.find((message) => message.id === messageId);
  });
  const author = useAppState((state) =>
    quoted === undefined ? undefined : selectUsers(state, space.spaceId)[quoted.authorId],
  );
  const blocked = useOwnEntries(space, 'blocked');
  const hidden = quoted !== undefined && blocked.has(quoted.authorId);
  const gone = quoted?.deletedAt !== null && quoted !== undefined;
  const summary = useSummary(quoted?.text ?? '');
  let words = summary;
  if (quoted === undefined) words = t('timeline.unknownQuote');
  else if (gone) words = t('timeline.goneQuote');
  else if (hidden) words = t('people.blockedMessage');
  const name = author?.displayName;
  return (
    <button type="button" className="quote" onClick={() => jumpTo(messageId)}>
      <span className="quote-icon" aria-hidden="true">
        {icon}
      </span>
      {name !== undefined && !gone && (
        <>
          <span className="unseen">{t('timeline.quote', { name })}</span>
          <bdi className="quote-name one-line" aria-hidden="true">
            {name}
          </bdi>
        </>
      )}
      <span className="quote-text one-line" dir="auto">
        {words}
      </span>
    </button>
  );
}
