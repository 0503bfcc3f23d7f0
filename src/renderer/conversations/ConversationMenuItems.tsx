import { Bell, BellOff, CheckCheck, FolderInput, Link, LogOut, Star, StarOff } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import type { ConversationView, SpaceView } from '../../shared/ipc/views.ts';
import { isMuted, usualLevel } from '../../shared/model/attention.ts';
import {
  askAboutSection,
  moveToSection,
  muteConversation,
  setFavourite,
  setLevel,
} from '../actions/arrange.ts';
import { leaveConversation } from '../actions/conversations.ts';
import { markAllRead } from '../actions/messages.ts';
import { copyLink } from '../actions/openPlace.ts';
import { useApp } from '../store/AppContext.tsx';
import { useOwnEntries } from '../store/useEntries.ts';
import { useTimeWords } from '../time/useTimeWords.ts';
import { MenuChoice, MenuItem, MenuLine } from '../ui/Menu.tsx';
import { SubMenu } from '../ui/SubMenu.tsx';
import { orderSections, sectionOf } from './listing.ts';
import { muteTimes, muteUntil } from './muteTimes.ts';

type Props = { space: SpaceView; view: ConversationView };

/** What a person can do with a conversation for themselves: where it stands, what they are told of it, leaving it. */
export function ConversationMenuItems(props: Props) {
  const { space, view } = props;
  const { t } = useTranslation();
  const app = useApp();
  const where = { spaceId: space.spaceId, conversationId: view.id };
  const favourite = useOwnEntries(space, 'favourite').has(view.id);
  const canLeave = view.kind !== 'direct' && !view.everyone && view.joined;
  // Nothing can be kept of one that is still to be made: it has no id of its own yet.
  if (view.pending === 'creating') return <MenuItem onSelect={() => {}}>{t('list.creating')}</MenuItem>;
  return (
    <>
      <MenuItem
        writes
        icon={favourite ? <StarOff /> : <Star />}
        onSelect={() => setFavourite(app, where, !favourite)}
      >
        {favourite ? t('arrange.unfavourite') : t('arrange.favourite')}
      </MenuItem>
      <SectionItems {...props} />
      <MenuLine />
      <MuteItems {...props} />
      <LevelItems {...props} />
      <MenuLine />
      <MenuItem icon={<Link />} onSelect={() => copyLink(app, { ...where, messageId: null })}>
        {t('actions.copyLink')}
      </MenuItem>
      {view.unread > 0 && (
        <MenuItem writes icon={<CheckCheck />} onSelect={() => markAllRead(app, where)}>
          {t('arrange.markRead')}
        </MenuItem>
      )}
      {canLeave && (
        <MenuItem
          writes
          icon={<LogOut />}
          onSelect={() => void leaveConversation(app, space.spaceId, view.id)}
        >
          {t(view.kind === 'group' ? 'details.leaveGroup' : 'header.leave')}
        </MenuItem>
      )}
    </>
  );
}

const NONE = '';

function SectionItems({ space, view }: Props) {
  const { t } = useTranslation();
  const app = useApp();
  const sections = useOwnEntries(space, 'section');
  const where = { spaceId: space.spaceId, conversationId: view.id };
  return (
    <SubMenu writes icon={<FolderInput />} label={t('arrange.move')}>
      {sections.size > 0 && (
        <>
          <MenuChoice
            label={t('arrange.sections')}
            value={sectionOf(sections, view.id) ?? NONE}
            options={[
              ...orderSections(sections).map(([value, { name }]) => ({ value, label: name })),
              { value: NONE, label: t('arrange.noSection') },
            ]}
            onChange={(value) => moveToSection(app, where, value === NONE ? null : value)}
          />
          <MenuLine />
        </>
      )}
      <MenuItem
        onSelect={() => {
          // Once the menus have given the focus back: the dialog takes it from there, and returns it.
          requestAnimationFrame(() => askAboutSection(app, { sectionId: null, conversationId: view.id }));
        }}
      >
        {t('arrange.newSection')}
      </MenuItem>
    </SubMenu>
  );
}

function MuteItems({ space, view }: Props) {
  const { t } = useTranslation();
  const app = useApp();
  const words = useTimeWords();
  const mute = useOwnEntries(space, 'mute').get(view.id);
  const where = { spaceId: space.spaceId, conversationId: view.id };
  const now = Date.now();
  if (isMuted(mute, now)) {
    const until = mute?.until ?? null;
    return (
      <MenuItem writes icon={<Bell />} onSelect={() => muteConversation(app, where, undefined)}>
        {until === null ? t('arrange.unmute') : t('arrange.unmuteUntil', { time: words.when(until, now) })}
      </MenuItem>
    );
  }
  return (
    <SubMenu writes icon={<BellOff />} label={t('arrange.mute')}>
      {muteTimes.map((time) => (
        <MenuItem key={time} onSelect={() => muteConversation(app, where, muteUntil(time, Date.now()))}>
          {t(`arrange.mute_${time}`)}
        </MenuItem>
      ))}
    </SubMenu>
  );
}

const levels = ['all', 'mentions', 'nothing'] as const;

function LevelItems({ space, view }: Props) {
  const { t } = useTranslation();
  const app = useApp();
  const usual = usualLevel(view.kind);
  const level = useOwnEntries(space, 'level').get(view.id) ?? usual;
  const where = { spaceId: space.spaceId, conversationId: view.id };
  return (
    <SubMenu writes icon={<Bell />} label={t('arrange.level')}>
      <MenuChoice
        label={t('arrange.level')}
        value={level}
        options={levels.map((value) => ({ value, label: t(`arrange.level_${value}`) }))}
        onChange={(value) => setLevel(app, where, value === usual ? null : value)}
      />
    </SubMenu>
  );
}
