import { Pencil, Reply, X } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import type { ConversationView, SpaceView } from '../../shared/ipc/views.ts';
import { useAppState } from '../store/AppContext.tsx';
import { selectUsers } from '../store/selectors.ts';
import { useSummary } from '../timeline/useSummary.ts';
import { IconButton } from '../ui/Button.tsx';
import type { Writing } from './useWriting.ts';

/** Says that what is written is a reply, or changes a message. */
export function WritingAbout(props: { space: SpaceView; conversation: ConversationView; writing: Writing }) {
  const { t } = useTranslation();
  const { space, conversation, writing } = props;
  const replyTo = useAppState((state) => state.replies[conversation.id]);
  const quoted = useAppState((state) =>
    replyTo === undefined
      ? undefined
      : state.windows[conversation.id]?.messages.find((message) => message.id === replyTo),
  );
  const author = useAppState((state) =>
    quoted === undefined ? undefined : selectUsers(state, space.spaceId)[quoted.authorId],
  );
  const summary = useSummary(quoted?.text ?? '');
  const editing = writing.editing !== undefined;
  if (!editing && replyTo === undefined) return null;
  const name = author?.displayName ?? t('app.unknownPerson');
  return (
    <div className="about">
      <span className="about-icon">{editing ? <Pencil /> : <Reply />}</span>
      <strong className="about-what one-line">
        {editing ? t('composer.editing') : t('composer.replying', { name })}
      </strong>
      <span className="about-text one-line" dir="auto">
        {!editing && summary}
      </span>
      <IconButton
        size="small"
        label={editing ? t('composer.cancelEdit') : t('composer.cancelReply')}
        keys="Esc"
        onClick={() => writing.cancel()}
      >
        <X />
      </IconButton>
    </div>
  );
}
