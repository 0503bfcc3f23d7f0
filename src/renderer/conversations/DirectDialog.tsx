import { useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { SpaceView } from '../../shared/ipc/views.ts';
import { isAdmin } from '../../shared/model/user.ts';
import { openDirect } from '../actions/conversations.ts';
import { openDialog } from '../actions/navigate.ts';
import { useApp, useAppState } from '../store/AppContext.tsx';
import { isConnected, selectPresence, selectUsers } from '../store/selectors.ts';
import { Avatar, PresenceDot } from '../ui/Avatar.tsx';
import { Button } from '../ui/Button.tsx';
import { Dialog } from '../ui/Dialog.tsx';
import { Finder } from '../ui/Finder.tsx';
import { matches } from './listing.ts';

/** Chooses someone to write to. */
export function DirectDialog({ space, onClose }: { space: SpaceView; onClose: () => void }) {
  const { t } = useTranslation();
  const app = useApp();
  const [wanted, setWanted] = useState('');
  const users = useAppState((state) => selectUsers(state, space.spaceId));
  const presence = useAppState((state) => selectPresence(state, space.spaceId));
  const people = useMemo(
    () => Object.values(users).sort((a, b) => a.displayName.localeCompare(b.displayName)),
    [users],
  );
  const found = people
    .filter(({ displayName, username }) => matches(`${displayName} ${username}`, wanted))
    .map((value) => ({ key: value.id, value }));
  const role = users[space.userId]?.role;
  const alone = people.length <= 1;
  return (
    <Dialog open onClose={onClose} title={t('direct.title')}>
      <Finder
        label={t('direct.search')}
        wanted={wanted}
        onWanted={setWanted}
        found={found}
        onChoose={(user) => {
          onClose();
          void openDirect(app, space.spaceId, user.id);
        }}
        empty={t('direct.empty')}
      >
        {(user) => (
          <>
            <span className="sign sign-person">
              <Avatar id={user.id} name={user.displayName} size="small" />
              {isConnected(space) && (
                <span className="sign-presence">
                  <PresenceDot presence={presence.get(user.id)?.presence ?? 'offline'} />
                </span>
              )}
            </span>
            <bdi className="finder-name one-line">{user.displayName}</bdi>
            <span className="finder-more one-line">
              @{user.username}
              {user.id === space.userId && ` (${t('members.you')})`}
            </span>
          </>
        )}
      </Finder>
      {alone && role !== undefined && isAdmin(role) && (
        <p className="direct-alone">
          {t('direct.alone')}{' '}
          <Button look="quiet" size="small" onClick={() => openDialog(app, 'invite')}>
            {t('direct.invite')}
          </Button>
        </p>
      )}
    </Dialog>
  );
}
