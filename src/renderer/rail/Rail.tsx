import { Keyboard, LogOut, MonitorSmartphone, Pencil, Plus, Settings, Smile } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { SpaceView } from '../../shared/ipc/views.ts';
import { openDialog, openSpace } from '../actions/navigate.ts';
import { setAvailability } from '../actions/people.ts';
import { pauseUntil } from '../actions/quiet.ts';
import { saveSettings } from '../actions/settings.ts';
import { keyWords } from '../keys/keyWords.ts';
import { PickTimeDialog } from '../later/PickTimeDialog.tsx';
import { Bell } from '../notifications/Bell.tsx';
import { useStatus } from '../people/StatusEmoji.tsx';
import { useOwnUser } from '../people/useOwnUser.ts';
import { useOwnPresence } from '../people/usePresence.ts';
import { QuietMenu } from '../quiet/QuietMenu.tsx';
import { useQuiet } from '../quiet/useQuiet.ts';
import { useQuietWords } from '../quiet/useQuietWords.ts';
import { useApp, useAppState } from '../store/AppContext.tsx';
import { isConnected, selectSpace } from '../store/selectors.ts';
import { useOwnEntries } from '../store/useEntries.ts';
import { Avatar, PresenceDot } from '../ui/Avatar.tsx';
import { Badge } from '../ui/Badge.tsx';
import { Menu, MenuChoice, MenuHead, MenuItem, MenuLine } from '../ui/Menu.tsx';
import { Tip } from '../ui/Tip.tsx';
import './rail.css';

/** The spaces this computer is in, and oneself. */
export function Rail() {
  const { t } = useTranslation();
  const app = useApp();
  const order = useAppState((state) => state.spaceOrder);
  const spaces = useAppState((state) => state.spaces);
  return (
    <nav className="rail" aria-label={t('rail.label')} data-region="rail">
      <ul className="rail-spaces scrolls">
        {order.map((id, index) => {
          const space = spaces[id];
          return space === undefined ? null : <RailSpace key={id} space={space} place={index + 1} />;
        })}
        <li>
          <Tip label={t('rail.add')} side="right">
            <button
              type="button"
              className="rail-add"
              aria-label={t('rail.add')}
              onClick={() => app.store.setState({ welcoming: true, dialog: null })}
            >
              <Plus />
            </button>
          </Tip>
        </li>
      </ul>
      <Me />
    </nav>
  );
}

function RailSpace({ space, place }: { space: SpaceView; place: number }) {
  const { t } = useTranslation();
  const app = useApp();
  const current = useAppState((state) => state.spaceId === space.spaceId && !state.welcoming);
  const { name } = space;
  const stopped = space.connection.status === 'stopped' || space.hosting?.status === 'failed';
  const label = stopped
    ? t('rail.problem', { name })
    : isConnected(space)
      ? name
      : t('rail.notConnected', { name });
  return (
    <li className="rail-item">
      <Tip label={name} side="right" {...(place <= 9 ? { keys: keyWords(`Ctrl+${place}`) } : {})}>
        <button
          type="button"
          className="rail-space"
          aria-label={label}
          aria-current={current ? 'true' : undefined}
          data-away={!isConnected(space) || undefined}
          onClick={() => openSpace(app, space.spaceId)}
        >
          <Avatar id={space.spaceId} name={name} size="rail" space />
        </button>
      </Tip>
      {stopped ? (
        <span className="rail-problem" aria-hidden="true">
          !
        </span>
      ) : (
        !current && <Unread space={space} />
      )}
    </li>
  );
}

/** How much there is to read: counted where it is addressed to the person, else but a dot. */
function Unread({ space: { unread, addressed } }: { space: SpaceView }) {
  const { t } = useTranslation();
  if (addressed > 0) {
    return (
      <span className="rail-count">
        <Badge count={addressed} words={t('rail.addressed', { count: addressed })} />
      </span>
    );
  }
  if (unread === 0) return null;
  return (
    <span className="rail-dot">
      <span className="unseen">{t('app.unread', { count: unread })}</span>
    </span>
  );
}

const wishes = ['auto', 'busy', 'invisible'] as const;
const themes = ['system', 'light', 'dark'] as const;

function Me() {
  const space = useAppState(selectSpace);
  if (space === undefined) return null;
  return <Self space={space} />;
}

function Self({ space }: { space: SpaceView }) {
  const { t } = useTranslation();
  const app = useApp();
  const user = useOwnUser(space);
  const theme = useAppState((state) => state.settings.theme);
  const presence = useOwnPresence(space);
  const wish = useOwnEntries(space, 'availability').get('own');
  const status = useStatus(user);
  const quiet = useQuiet(space);
  const quietWords = useQuietWords();
  const [picking, setPicking] = useState(false);
  const name = user?.displayName ?? space.username;
  const trigger = (
    <button type="button" className="rail-me" aria-label={t('rail.me', { name })}>
      <Avatar id={space.userId} name={name} />
      <span className="rail-presence">
        <PresenceDot presence={presence.shown} />
      </span>
    </button>
  );
  return (
    <>
      <Bell space={space} quiet={quiet.on} />
      <Menu trigger={trigger} side="right" align="end">
        <MenuHead>
          <strong className="one-line" dir="auto">
            {name}
          </strong>
          {status !== undefined && (
            <span className="one-line" dir="auto">
              {status.emoji} {status.text}
            </span>
          )}
          <span className="rail-me-state">
            @{space.username} · {t(`presence.${presence.word}`)}
          </span>
          {quiet.on && <span className="rail-me-state">{quietWords(quiet)}</span>}
        </MenuHead>
        <MenuLine />
        <MenuItem icon={<Smile />} onSelect={() => openDialog(app, 'status')}>
          {t('people.setStatus')}
        </MenuItem>
        <MenuItem icon={<Pencil />} onSelect={() => openDialog(app, 'profile')}>
          {t('people.editProfile')}
        </MenuItem>
        <MenuLine />
        <MenuChoice
          label={t('people.availability')}
          value={wish ?? 'auto'}
          options={wishes.map((value) => ({ value, label: t(`people.${value}`) }))}
          onChange={(value) => void setAvailability(app, space.spaceId, value === 'auto' ? null : value)}
        />
        <MenuLine />
        <QuietMenu space={space} now={quiet} onPick={() => setPicking(true)} />
        <MenuLine />
        <MenuChoice
          label={t('rail.theme')}
          value={theme}
          options={themes.map((value) => ({ value, label: t(`settings.${value}`) }))}
          onChange={(value) => void saveSettings(app, { theme: value })}
        />
        <MenuLine />
        <MenuItem icon={<Settings />} keys={keyWords('Ctrl+,')} onSelect={() => openDialog(app, 'settings')}>
          {t('rail.settings')}
        </MenuItem>
        <MenuItem icon={<MonitorSmartphone />} onSelect={() => openDialog(app, 'devices')}>
          {t('devices.open')}
        </MenuItem>
        <MenuItem icon={<Keyboard />} keys={keyWords('Ctrl+/')} onSelect={() => openDialog(app, 'keys')}>
          {t('rail.keys')}
        </MenuItem>
        <MenuLine />
        <MenuItem icon={<LogOut />} onSelect={() => openDialog(app, 'signOut')}>
          {t('rail.signOut', { name: space.name })}
        </MenuItem>
      </Menu>
      {picking && (
        <PickTimeDialog
          title={t('quiet.pickTitle')}
          onPick={(at) => void pauseUntil(app, space, at)}
          onClose={() => setPicking(false)}
        />
      )}
    </>
  );
}
