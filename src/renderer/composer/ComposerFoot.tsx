import { useTranslation } from 'react-i18next';
import type { ConversationView, SpaceView } from '../../shared/ipc/views.ts';
import type { UserId } from '../../shared/model/ids.ts';
import { MAX_TEXT_LENGTH } from '../../shared/model/text.ts';
import { useAppState } from '../store/AppContext.tsx';
import { selectUsers } from '../store/selectors.ts';
import type { Wrong } from '../welcome/checks.ts';
import type { Writing } from './useWriting.ts';

/** What is left is told from here on. */
const NEAR_LIMIT = MAX_TEXT_LENGTH - 500;

const nobody: readonly UserId[] = [];

/** Whether what looks like a command may have been meant as it stands. */
const mayBeText = (problem: Wrong | null): boolean =>
  problem?.key === 'command.unknown' || problem?.key === 'command.notHere';

/** The line under the field, always there: who is writing, that sending will wait, what is wrong, what was brought together. */
export function ComposerFoot(props: { space: SpaceView; conversation: ConversationView; writing: Writing }) {
  const { t } = useTranslation();
  const { space, writing } = props;
  const typing = useTypingWords(space, props.conversation);
  const left = MAX_TEXT_LENGTH - writing.text.length;
  const later = useLaterWords(space);
  return (
    <div className="foot">
      <span className="foot-words one-line" role="status">
        {writing.problem !== null ? (
          <span className="foot-problem">{t(writing.problem.key, writing.problem.values ?? {})}</span>
        ) : (
          (typing ?? (writing.isMixed ? t('composer.draftMixed') : later))
        )}
      </span>
      {mayBeText(writing.problem) && (
        <button type="button" className="foot-act" onClick={writing.submitAsText}>
          {t('command.sendAsText')}
        </button>
      )}
      {writing.text.length > NEAR_LIMIT && (
        <span className="foot-count figures" data-over={left < 0 || undefined} role="status">
          {left < 0 ? t('composer.tooLong', { count: -left }) : t('composer.left', { count: left })}
        </span>
      )}
    </div>
  );
}

/** When what is sent now will really go, unless that is at once. */
function useLaterWords({ connection, hosting, name }: SpaceView): string {
  const { t } = useTranslation();
  if (hosting?.status === 'failed') return t('composer.unreachable', { name });
  if (connection.status === 'offline') return t('composer.offline');
  if (connection.status !== 'stopped') return '';
  if (connection.reason === 'storage_full') return t('composer.noRoom');
  return connection.reason === 'signed_out' ? t('composer.signedOut') : t('composer.unreachable', { name });
}

function useTypingWords(space: SpaceView, conversation: ConversationView): string | null {
  const { t } = useTranslation();
  const typing = useAppState((state) => state.typing[conversation.id]) ?? nobody;
  const users = useAppState((state) => selectUsers(state, space.spaceId));
  const [first, second, ...others] = typing.map((id) => users[id]?.displayName ?? t('app.unknownPerson'));
  if (first === undefined) return null;
  if (second === undefined) return t('composer.typingOne', { name: first });
  return others.length === 0 ? t('composer.typingTwo', { first, second }) : t('composer.typingMany');
}
