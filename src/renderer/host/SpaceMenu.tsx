import {
  AlarmClock,
  Bookmark,
  ChevronDown,
  Hash,
  LogOut,
  MessageCirclePlus,
  Plus,
  ShieldCheck,
  SlidersHorizontal,
  Trash2,
  UserPlus,
} from 'lucide-react';
import { useTranslation } from 'react-i18next';
import type { SpaceView } from '../../shared/ipc/views.ts';
import { isAdmin } from '../../shared/model/user.ts';
import { openManage } from '../actions/manage.ts';
import { openDialog } from '../actions/navigate.ts';
import { keyWords } from '../keys/keyWords.ts';
import { sectionsOf } from '../manage/sections.ts';
import { openPanel } from '../panel/panels.ts';
import { useApp, useAppState } from '../store/AppContext.tsx';
import { selectIsBrowser, selectUsers } from '../store/selectors.ts';
import { Menu, MenuHead, MenuItem, MenuLine } from '../ui/Menu.tsx';
import './spaceMenu.css';

/** The space's name at the head of the list, and what can be done with the space. */
export function SpaceMenu({ space }: { space: SpaceView }) {
  const { t } = useTranslation();
  const app = useApp();
  const role = useAppState((state) => selectUsers(state, space.spaceId)[space.userId]?.role);
  const sections = useAppState((state) => sectionsOf(state, space));
  const isBrowser = useAppState(selectIsBrowser);
  const trigger = (
    <button type="button" className="space-head" aria-label={t('space.menu', { name: space.name })}>
      <span className="space-name one-line" dir="auto">
        {space.name}
      </span>
      <ChevronDown aria-hidden="true" />
    </button>
  );
  return (
    <Menu trigger={trigger} inset={8}>
      <MenuHead>
        <span className="space-address">
          {space.hosting === null ? space.address : t('space.hostedHere')}
        </span>
      </MenuHead>
      <MenuLine />
      <MenuItem icon={<Bookmark />} onSelect={() => openPanel(app, { name: 'saved' })}>
        {t('saved.title')}
      </MenuItem>
      {role !== undefined && isAdmin(role) && (
        <MenuItem writes icon={<UserPlus />} onSelect={() => openDialog(app, 'invite')}>
          {t('space.invite')}
        </MenuItem>
      )}
      {sections.length > 0 && (
        <MenuItem
          writes
          icon={<SlidersHorizontal />}
          onSelect={() => openManage(app, sections[0] ?? 'reports')}
        >
          {t(sections.length === 1 && sections[0] === 'reports' ? 'manage.openReports' : 'manage.open')}
        </MenuItem>
      )}
      {role !== 'guest' && (
        <>
          <MenuItem icon={<Hash />} onSelect={() => openDialog(app, 'browseChannels')}>
            {t('space.browseChannels')}
          </MenuItem>
          <MenuItem writes icon={<Plus />} onSelect={() => openDialog(app, 'createChannel')}>
            {t('space.createChannel')}
          </MenuItem>
        </>
      )}
      <MenuItem
        writes
        icon={<MessageCirclePlus />}
        keys={isBrowser ? undefined : keyWords('Ctrl+N')}
        onSelect={() => openDialog(app, 'newMessage')}
      >
        {t('space.newMessage')}
      </MenuItem>
      <MenuLine />
      {!isBrowser && (
        <MenuItem icon={<ShieldCheck />} onSelect={() => openDialog(app, 'security')}>
          {t('security.open')}
        </MenuItem>
      )}
      <MenuItem writes icon={<AlarmClock />} onSelect={() => openDialog(app, 'reminders')}>
        {t('later.reminders')}
      </MenuItem>
      <MenuLine />
      <MenuItem writes icon={<LogOut />} onSelect={() => openDialog(app, 'signOut')}>
        {t('space.signOut')}
      </MenuItem>
      {space.hosting === null && !isBrowser && (
        <MenuItem writes icon={<Trash2 />} danger onSelect={() => openDialog(app, 'forget')}>
          {t('space.forget')}
        </MenuItem>
      )}
    </Menu>
  );
}
