import { ChevronDown, ChevronRight, Ellipsis, Plus } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import type { SpaceView } from '../../shared/ipc/views.ts';
import type { ConversationId } from '../../shared/model/ids.ts';
import { askAboutSection, shiftSection } from '../actions/arrange.ts';
import { openDialog } from '../actions/navigate.ts';
import { useIsGuest } from '../people/useIsGuest.ts';
import { useApp, useAppState } from '../store/AppContext.tsx';
import { IconButton } from '../ui/Button.tsx';
import { Menu, MenuItem, MenuLine } from '../ui/Menu.tsx';
import { ConversationRow } from './ConversationRow.tsx';
import type { Listed, ListSection as Section, SectionId } from './listing.ts';

type Props = {
  section: Section;
  space: SpaceView;
  muted: ReadonlySet<ConversationId>;
  collapsed: boolean;
  onToggle: () => void;
};

/** Whether something in it asks to be read: what is muted asks only by what mentions one. */
const asks = ({ view }: Listed, muted: ReadonlySet<ConversationId>): boolean =>
  muted.has(view.id) ? view.unreadMentions > 0 : view.unread > 0;

/** A part of the list under its title. Folded up, it shows what asks to be read and what is open. */
export function ListSection({ section, space, muted, collapsed, onToggle }: Props) {
  const { t } = useTranslation();
  const app = useApp();
  const shownId = useAppState((state) => state.shown[space.spaceId]);
  const { kind, listed } = section;
  const title = section.name ?? t(`list.${section.kind}`);
  const shown = collapsed ? listed.filter((one) => asks(one, muted) || one.view.id === shownId) : listed;
  const Chevron = collapsed ? ChevronRight : ChevronDown;
  return (
    <section className="list-section" aria-label={title}>
      <header className="list-head">
        <h2 className="list-title">
          <button type="button" className="list-fold" aria-expanded={!collapsed} onClick={onToggle}>
            <Chevron aria-hidden="true" />
            <span className="one-line" dir="auto">
              {title}
            </span>
          </button>
        </h2>
        {kind === 'own' && <OwnSectionMenu id={section.id} name={title} space={space} />}
        {kind === 'channels' && <AddMenu space={space} />}
        {kind === 'direct' && (
          <IconButton
            writes
            size="small"
            label={t('space.newMessage')}
            onClick={() => openDialog(app, 'newMessage')}
          >
            <Plus />
          </IconButton>
        )}
      </header>
      <ul>
        {shown.map(({ view, name }) => (
          <li key={view.id}>
            <ConversationRow view={view} name={name} space={space} muted={muted.has(view.id)} />
          </li>
        ))}
      </ul>
      {kind === 'own' && listed.length === 0 && !collapsed && (
        <p className="list-none">{t('section.empty')}</p>
      )}
    </section>
  );
}

function AddMenu({ space }: { space: SpaceView }) {
  const { t } = useTranslation();
  const app = useApp();
  const guest = useIsGuest(space);
  return (
    <Menu
      align="end"
      trigger={
        <button type="button" className="icon-button icon-button-small" aria-label={t('list.addChannel')}>
          <Plus />
        </button>
      }
    >
      {!guest && (
        <>
          <MenuItem onSelect={() => openDialog(app, 'browseChannels')}>{t('space.browseChannels')}</MenuItem>
          <MenuItem writes onSelect={() => openDialog(app, 'createChannel')}>
            {t('space.createChannel')}
          </MenuItem>
          <MenuLine />
        </>
      )}
      <MenuItem writes onSelect={() => askAboutSection(app, { sectionId: null, conversationId: null })}>
        {t('arrange.newSection')}
      </MenuItem>
    </Menu>
  );
}

function OwnSectionMenu({ id, name, space }: { id: SectionId; name: string; space: SpaceView }) {
  const { t } = useTranslation();
  const app = useApp();
  const about = { sectionId: id, conversationId: null };
  return (
    <Menu
      align="end"
      trigger={
        <button
          type="button"
          className="icon-button icon-button-small"
          aria-label={t('section.menu', { name })}
        >
          <Ellipsis />
        </button>
      }
    >
      <MenuItem writes onSelect={() => askAboutSection(app, about)}>
        {t('section.renameItem')}
      </MenuItem>
      <MenuItem writes onSelect={() => shiftSection(app, space.spaceId, id, -1)}>
        {t('section.up')}
      </MenuItem>
      <MenuItem writes onSelect={() => shiftSection(app, space.spaceId, id, 1)}>
        {t('section.down')}
      </MenuItem>
      <MenuLine />
      <MenuItem writes danger onSelect={() => askAboutSection(app, about, 'deleteSection')}>
        {t('section.delete')}
      </MenuItem>
    </Menu>
  );
}
