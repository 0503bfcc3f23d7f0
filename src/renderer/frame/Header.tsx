import { ChevronLeft, Compass, EllipsisVertical, Info, Pin, Search, Users } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import type { ConversationView, SpaceView } from '../../shared/ipc/views.ts';
import { partnerOf } from '../../shared/model/conversation.ts';
import { conversationStream } from '../../shared/model/stream.ts';
import { openDialog } from '../actions/navigate.ts';
import { openSearch } from '../actions/search.ts';
import { ConversationMenuItems } from '../conversations/ConversationMenuItems.tsx';
import { ConversationSign } from '../conversations/ConversationSign.tsx';
import { useConversationName } from '../conversations/useConversationName.ts';
import { keyWords } from '../keys/keyWords.ts';
import { useMembers } from '../members/useMembers.ts';
import { closePanel, togglePanel, togglePeople } from '../panel/panels.ts';
import { PersonButton } from '../people/PersonButton.tsx';
import { usePresenceWords } from '../people/usePresenceWords.ts';
import { useApp, useAppState } from '../store/AppContext.tsx';
import { changesOf } from '../store/conversationOverlay.ts';
import { selectOutbox, selectUsers } from '../store/selectors.ts';
import { useEntries } from '../store/useEntries.ts';
import { IconButton } from '../ui/Button.tsx';
import { Menu, MenuItem, MenuLine } from '../ui/Menu.tsx';
import { Tip } from '../ui/Tip.tsx';
import { useNarrow } from '../ui/useNarrow.ts';
import { Waiting } from '../ui/Waiting.tsx';

/** The conversation's name and what is done with it as a whole. */
export function Header({ space, conversation }: { space: SpaceView; conversation: ConversationView }) {
  const { t } = useTranslation();
  const app = useApp();
  const name = useConversationName(space, conversation);
  const searching = useAppState((state) => state.panel?.name === 'search');
  const narrow = useNarrow();
  const { pending } = conversation;
  const state =
    pending === 'leaving' ? t('header.leaving') : pending === 'joining' ? t('header.joining') : null;
  return (
    <header className="view-head">
      <IconButton
        className="view-back"
        label={t('header.backToList')}
        onClick={() => app.store.setState({ pane: 'list' })}
      >
        <ChevronLeft />
      </IconButton>
      <span className="view-sign">
        <ConversationSign view={conversation} space={space} />
      </span>
      <div className="view-about">
        <h1 className="view-name one-line" dir="auto" title={name}>
          {name}
        </h1>
        <Topic conversation={conversation} />
        <PartnerState space={space} conversation={conversation} />
        <WaitingChanges space={space} conversation={conversation} />
        {state !== null && <span className="view-state">{state}</span>}
      </div>
      <IconButton
        className="view-go"
        label={t('header.search')}
        keys={keyWords('Ctrl+K')}
        onClick={() => openDialog(app, 'switcher')}
      >
        <Compass />
      </IconButton>
      <IconButton
        label={t('header.find')}
        keys={keyWords('Ctrl+F')}
        pressed={searching}
        onClick={() => (searching ? closePanel(app) : openSearch(app, space.spaceId, 'here'))}
      >
        <Search />
      </IconButton>
      {!narrow && (
        <>
          <PinsButton space={space} conversation={conversation} />
          <PeopleButton space={space} conversation={conversation} />
        </>
      )}
      {pending !== 'creating' && (
        <Menu
          align="end"
          trigger={
            <button type="button" className="icon-button" aria-label={t('header.more')}>
              <EllipsisVertical />
            </button>
          }
        >
          <MenuItem icon={<Info />} keys={keyWords('Ctrl+.')} onSelect={() => openDialog(app, 'details')}>
            {t('header.details')}
          </MenuItem>
          {narrow && (
            <>
              <MenuItem icon={<Users />} onSelect={() => void togglePeople(app)}>
                {t('header.showMembers')}
              </MenuItem>
              <MenuItem icon={<Pin />} onSelect={() => togglePanel(app, { name: 'pins' })}>
                {t('pins.title')}
              </MenuItem>
            </>
          )}
          {conversation.joined && (
            <>
              <MenuLine />
              <ConversationMenuItems space={space} view={conversation} />
            </>
          )}
        </Menu>
      )}
    </header>
  );
}

/** That something about it was changed here and is not changed for the others yet. */
function WaitingChanges({ space, conversation }: { space: SpaceView; conversation: ConversationView }) {
  const changes = useAppState((state) => changesOf(selectOutbox(state, space.spaceId), conversation.id));
  const [first] = changes;
  return first === undefined ? null : <Waiting sending={first.item.state === 'sending'} />;
}

/** What it is about just now: leads to where that is changed. */
function Topic({ conversation: { topic, archivedAt } }: { conversation: ConversationView }) {
  const { t } = useTranslation();
  const app = useApp();
  return (
    <>
      {archivedAt !== undefined && <span className="view-state">{t('details.archived')}</span>}
      {topic !== undefined && (
        <button
          type="button"
          className="view-topic one-line"
          dir="auto"
          title={topic}
          aria-label={t('header.topic', { topic })}
          onClick={() => openDialog(app, 'details')}
        >
          {topic}
        </button>
      )}
    </>
  );
}

function PeopleButton({ space, conversation }: { space: SpaceView; conversation: ConversationView }) {
  const { t } = useTranslation();
  const app = useApp();
  const open = useAppState((state) => state.settings.panelOpen && state.panel === null);
  const { memberIds } = useMembers(space, conversation);
  const words = open ? t('header.hideMembers') : t('header.showMembers');
  const count = memberIds === null ? '' : t('header.members', { count: memberIds.length });
  return (
    <Tip label={words}>
      <button
        type="button"
        className="button button-quiet view-people"
        aria-expanded={open}
        aria-label={count === '' ? words : `${words}: ${count}`}
        onClick={() => void togglePeople(app)}
      >
        <Users aria-hidden="true" />
        {memberIds !== null && <span className="figures">{memberIds.length}</span>}
      </button>
    </Tip>
  );
}

/** How much is pinned here; nothing where nothing is. */
function PinsButton({ space, conversation }: { space: SpaceView; conversation: ConversationView }) {
  const { t } = useTranslation();
  const app = useApp();
  const open = useAppState((state) => state.panel?.name === 'pins');
  const { size } = useEntries(space, conversationStream(conversation.id), 'pin');
  if (size === 0 && !open) return null;
  return (
    <Tip label={t('pins.title')}>
      <button
        type="button"
        className="button button-quiet view-people"
        aria-expanded={open}
        aria-label={t('pins.show', { count: size })}
        onClick={() => togglePanel(app, { name: 'pins' })}
      >
        <Pin aria-hidden="true" />
        <span className="figures">{size}</span>
      </button>
    </Tip>
  );
}

/** How the other one of a direct message is there; opens their card. */
function PartnerState({ space, conversation }: { space: SpaceView; conversation: ConversationView }) {
  const partnerId = partnerOf(conversation, space.userId);
  const user = useAppState((state) =>
    partnerId === undefined ? undefined : selectUsers(state, space.spaceId)[partnerId],
  );
  const { t } = useTranslation();
  const { presence, time } = usePresenceWords(space, user);
  if (user === undefined) return null;
  const words =
    user.state === undefined ? [presence, time].filter(Boolean).join(' · ') : t(`governPeople.${user.state}`);
  return (
    <PersonButton userId={user.id} name={user.displayName} className="view-state one-line">
      {words === '' ? `@${user.username}` : words}
    </PersonButton>
  );
}
