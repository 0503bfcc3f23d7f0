import { CircleAlert, Plus, Search, X } from 'lucide-react';
import { type ReactNode, useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { SpaceView } from '../../shared/ipc/views.ts';
import { openDialog } from '../actions/navigate.ts';
import { ConnectionBanner } from '../connection/ConnectionBanner.tsx';
import { SpaceMenu } from '../host/SpaceMenu.tsx';
import { keyWords } from '../keys/keyWords.ts';
import { useApp, useAppState } from '../store/AppContext.tsx';
import {
  selectConversations,
  selectOutbox,
  selectSpace,
  selectUsers,
  unsentElsewhere,
} from '../store/selectors.ts';
import { IconButton } from '../ui/Button.tsx';
import { Menu, MenuItem } from '../ui/Menu.tsx';
import { useNarrow } from '../ui/useNarrow.ts';
import { ConversationRow } from './ConversationRow.tsx';
import { ListSkeleton } from './ListSkeleton.tsx';
import { arrangeList, type Listed, matches } from './listing.ts';
import './list.css';

/** The conversations of the space that is open. `children` is its edge. */
export function ConversationList({ children }: { children: ReactNode }) {
  const { t } = useTranslation();
  const space = useAppState(selectSpace);
  const narrow = useNarrow();
  return (
    <nav className="list" aria-label={t('list.label')} data-region="list">
      {space !== undefined && (
        <>
          <SpaceMenu space={space} />
          {/* Where one column is shown at a time, the list has to tell it too. */}
          {narrow && <ConnectionBanner space={space} />}
          <Sections key={space.spaceId} space={space} />
        </>
      )}
      {children}
    </nav>
  );
}

function Sections({ space }: { space: SpaceView }) {
  const { t } = useTranslation();
  const app = useApp();
  const [wanted, setWanted] = useState('');
  const content = useAppState((state) => state.content[space.spaceId]);
  const conversations = useAppState((state) => selectConversations(state, space.spaceId));
  const users = useAppState((state) => selectUsers(state, space.spaceId));
  const unknown = t('app.unknownPerson');
  const { channels, direct } = useMemo(
    () => arrangeList(Object.values(conversations), users, space.userId, unknown),
    [conversations, users, space.userId, unknown],
  );
  const outbox = useAppState((state) => selectOutbox(state, space.spaceId));
  const unsent = useMemo(() => unsentElsewhere(outbox, conversations).length, [outbox, conversations]);
  const filter = (listed: Listed[]) => listed.filter(({ name }) => matches(name, wanted));
  const shownChannels = filter(channels);
  const shownDirect = filter(direct);
  if (content !== 'ready' && channels.length === 0) return <ListSkeleton failed={content === 'failed'} />;
  const addChannel = (
    <Menu
      align="end"
      trigger={
        <button type="button" className="icon-button icon-button-small" aria-label={t('list.addChannel')}>
          <Plus />
        </button>
      }
    >
      <MenuItem onSelect={() => openDialog(app, 'browseChannels')}>{t('space.browseChannels')}</MenuItem>
      <MenuItem onSelect={() => openDialog(app, 'createChannel')}>{t('space.createChannel')}</MenuItem>
    </Menu>
  );
  const startDirect = (
    <IconButton size="small" label={t('space.startDirect')} onClick={() => openDialog(app, 'startDirect')}>
      <Plus />
    </IconButton>
  );
  return (
    <>
      <Filter value={wanted} onChange={setWanted} />
      <div className="list-sections scrolls">
        <Section title={t('list.channels')} action={addChannel} listed={shownChannels} space={space} />
        <Section title={t('list.direct')} action={startDirect} listed={shownDirect} space={space}>
          {direct.length === 0 && wanted === '' && (
            <button type="button" className="row row-quiet" onClick={() => openDialog(app, 'startDirect')}>
              {t('space.startDirect')}
            </button>
          )}
        </Section>
        {content === 'ready' && unsent > 0 && (
          <button type="button" className="row" onClick={() => openDialog(app, 'unsent')}>
            <span className="sign">
              <CircleAlert className="row-mark-danger" aria-hidden="true" />
            </span>
            <span className="row-name one-line">{t('list.unsent', { count: unsent })}</span>
          </button>
        )}
        {shownChannels.length + shownDirect.length === 0 && wanted !== '' && (
          <p className="list-none">{t('list.noMatch')}</p>
        )}
      </div>
    </>
  );
}

function Filter({ value, onChange }: { value: string; onChange: (value: string) => void }) {
  const { t } = useTranslation();
  return (
    <div className="list-filter">
      <Search aria-hidden="true" />
      <input
        type="text"
        aria-label={t('list.filter')}
        placeholder={t('list.filter')}
        title={keyWords('Ctrl+K')}
        value={value}
        spellCheck={false}
        onChange={(event) => onChange(event.target.value)}
        onKeyDown={(event) => {
          if (event.key !== 'Escape' || value === '') return;
          event.preventDefault();
          onChange('');
        }}
      />
      {value !== '' && (
        <IconButton size="small" label={t('app.close')} onClick={() => onChange('')}>
          <X />
        </IconButton>
      )}
    </div>
  );
}

function Section(props: {
  title: string;
  action: ReactNode;
  listed: readonly Listed[];
  space: SpaceView;
  children?: ReactNode;
}) {
  return (
    <section className="list-section">
      <header className="list-head">
        <h2 className="list-title">{props.title}</h2>
        {props.action}
      </header>
      <ul>
        {props.listed.map(({ view, name }) => (
          <li key={view.id}>
            <ConversationRow view={view} name={name} space={props.space} />
          </li>
        ))}
      </ul>
      {props.children}
    </section>
  );
}
