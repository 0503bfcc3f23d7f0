import { Keyboard, LogOut, MonitorSmartphone, Pencil, Settings, Smile } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { SpaceView } from '../../shared/ipc/views.ts';
import { openDialog } from '../actions/navigate.ts';
import { setAvailability } from '../actions/people.ts';
import { pauseUntil } from '../actions/quiet.ts';
import { saveSettings } from '../actions/settings.ts';
import { keyWords } from '../keys/keyWords.ts';
import { PickTimeDialog } from '../late/latePickTime.ts';
import { Bell } from '../notifications/Bell.tsx';
import { useStatus } from '../people/StatusEmoji.tsx';
import { useOwnUser } from '../people/useOwnUser.ts';
import { useOwnPresence } from '../people/usePresence.ts';
import { QuietMenu } from '../quiet/QuietMenu.tsx';
import { useQuiet } from '../quiet/useQuiet.ts';
import { useQuietWords } from '../quiet/useQuietWords.ts';
import { useApp, useAppState } from '../store/AppContext.tsx';
import { selectSpace } from '../store/selectors.ts';
import { useOwnEntries } from '../store/useEntries.ts';
import { Avatar, PresenceDot } from '../ui/Avatar.tsx';
import { Menu, MenuChoice, MenuHead, MenuItem, MenuLine } from '../ui/Menu.tsx';
import './me.css';

const wishes = ['auto', 'busy', 'invisible'] as const;
const themes = ['system', 'light', 'dark'] as const;

/** Oneself: the bell, and a menu of all that is one's own. `side` is where there is room for it. */
export function Me({ side }: { side: 'right' | 'bottom' }) {
  const space = useAppState(selectSpace);
  if (space === undefined) return null;
  return <Self space={space} side={side} />;
}

function Self({ space, side }: { space: SpaceView; side: 'right' | 'bottom' }) {
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
      <Bell space={space} quiet={quiet.on} side={side} />
      <Menu trigger={trigger} side={side} align="end">
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
        <MenuItem writes icon={<Smile />} onSelect={() => openDialog(app, 'status')}>
          {t('people.setStatus')}
        </MenuItem>
        <MenuItem writes icon={<Pencil />} onSelect={() => openDialog(app, 'profile')}>
          {t('people.editProfile')}
        </MenuItem>
        <MenuLine />
        <MenuChoice
          writes
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
        <MenuItem writes icon={<MonitorSmartphone />} onSelect={() => openDialog(app, 'devices')}>
          {t('devices.open')}
        </MenuItem>
        <MenuItem icon={<Keyboard />} keys={keyWords('Ctrl+/')} onSelect={() => openDialog(app, 'keys')}>
          {t('rail.keys')}
        </MenuItem>
        <MenuLine />
        <MenuItem writes icon={<LogOut />} onSelect={() => openDialog(app, 'signOut')}>
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
