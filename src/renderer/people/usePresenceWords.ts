import { useTranslation } from 'react-i18next';
import type { SpaceView } from '../../shared/ipc/views.ts';
import type { User } from '../../shared/model/user.ts';
import { useAppState } from '../store/AppContext.tsx';
import { isConnected, selectPresence } from '../store/selectors.ts';
import { useNow, useTimeWords } from '../time/useTimeWords.ts';
import { localTime } from './status.ts';

const MINUTE_MS = 60_000;

/** How someone is there, or when they last were, and what time it is there where that is another, in words. */
export function usePresenceWords(
  space: SpaceView,
  user: User | undefined,
): { presence: string; time: string | undefined } {
  const { t, i18n } = useTranslation();
  const words = useTimeWords();
  const now = useNow();
  const known = useAppState((state) =>
    user === undefined ? undefined : selectPresence(state, space.spaceId).get(user.id),
  );
  const clock = localTime(user?.timeZone, now, i18n.language);
  const time = clock === undefined ? undefined : t('people.localTime', { time: clock });
  if (!isConnected(space)) return { presence: '', time };
  const { presence = 'offline', lastSeenAt } = known ?? {};
  if (presence !== 'offline' || lastSeenAt === undefined)
    return { presence: t(`presence.${presence}`), time };
  const minutes = Math.floor((now - lastSeenAt) / MINUTE_MS);
  if (minutes < 1) return { presence: t('presence.lastSeenNow'), time };
  const seen =
    minutes < 60
      ? t('presence.lastSeenAgo', { count: minutes })
      : t('presence.lastSeen', { time: words.stamp(lastSeenAt, now) });
  return { presence: seen, time };
}
