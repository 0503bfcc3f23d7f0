import { useTranslation } from 'react-i18next';
import type { ConversationView } from '../../shared/ipc/views.ts';
import { askingFor } from '../../shared/model/attention.ts';
import { Badge } from '../ui/Badge.tsx';

/**
 * How much of a conversation asks to be read: in colour what is meant for the person, which among a few is all of it,
 * else quietly how much is unread.
 */
export function AttentionBadge({ view, muted }: { view: ConversationView; muted: boolean }) {
  const { t } = useTranslation();
  const { kind, unreadMentions } = view;
  const count = askingFor(view, muted);
  if (kind !== 'channel' && !muted) return <Badge count={count} />;
  if (unreadMentions === 0) return <Badge count={count} quiet />;
  return <Badge count={unreadMentions} sign="@" words={t('list.mentions', { count: unreadMentions })} />;
}
