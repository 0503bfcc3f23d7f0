import { useTranslation } from 'react-i18next';
import type { ConversationView, SpaceView } from '../../shared/ipc/views.ts';
import { useInactivePartner } from '../people/useInactivePartner.ts';
import { useAppState } from '../store/AppContext.tsx';
import { selectMayWrite } from '../store/selectors.ts';

/** Whether one may not come into a space any more: nothing that is done there reaches it. */
export const isShutOut = ({ connection }: SpaceView): boolean =>
  connection.status === 'stopped' && connection.reason === 'banned';

/** Why nothing that is written here would reach anybody, in words; `undefined` where it would. */
export function useClosedWords(space: SpaceView, conversation: ConversationView): string | undefined {
  const { t } = useTranslation();
  const partner = useInactivePartner(space, conversation);
  const mayWrite = useAppState(selectMayWrite);
  if (!mayWrite) return t('browser.readHere');
  if (isShutOut(space)) return t('connection.bannedHere');
  if (partner === undefined) return undefined;
  return t(partner.state === 'banned' ? 'inactive.banned' : 'inactive.deactivated', {
    name: partner.displayName,
  });
}
