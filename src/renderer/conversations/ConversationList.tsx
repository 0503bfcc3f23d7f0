import { CircleAlert, Search, X } from 'lucide-react';
import { type ReactNode, useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { SpaceView } from '../../shared/ipc/views.ts';
import { openDialog } from '../actions/navigate.ts';
import { Banners } from '../connection/Banners.tsx';
import { SpaceMenu } from '../host/SpaceMenu.tsx';
import { keyWords } from '../keys/keyWords.ts';
import { Me } from '../rail/Me.tsx';
import { useApp, useAppState } from '../store/AppContext.tsx';
import {
  selectConversations,
  selectIsBrowser,
  selectOutbox,
  selectSpace,
  selectUsers,
  unsentElsewhere,
} from '../store/selectors.ts';
import { useOwnEntries } from '../store/useEntries.ts';
import { IconButton } from '../ui/Button.tsx';
import { useNarrow } from '../ui/useNarrow.ts';
import { recallCollapsed, rememberCollapsed } from './collapsed.ts';
import { ListSection } from './ListSection.tsx';
import { ListSkeleton } from './ListSkeleton.tsx';
import { arrangeList, type ListSection as ListSectionOf, matches, nameAll, unblocked } from './listing.ts';
import './list.css';
import { useKeptFocus } from './useKeptFocus.ts';
import { useMuted } from './useMuted.ts';

/** The conversations of the space that is open. `children` is its edge. */
export function ConversationList({ children }: { children: ReactNode }) {
  const { t } = useTranslation();
  const space = useAppState(selectSpace);
  const narrow = useNarrow();
  return (
    <nav className="list" aria-label={t('list.label')} data-region="list">
      {space !== undefined && (
        <>
          <ListTop space={space} />
          {/* Where one column is shown at a time, the list has to tell it too. */}
          {narrow && <Banners space={space} />}
          <Sections key={space.spaceId} space={space} />
        </>
      )}
      {children}
    </nav>
  );
}

/** A browser has one space and so no rail: oneself stands beside the space's name. */
function ListTop({ space }: { space: SpaceView }) {
  const isBrowser = useAppState(selectIsBrowser);
  if (!isBrowser) return <SpaceMenu space={space} />;
  return (
    <div className="list-top">
      <SpaceMenu space={space} />
      <Me side="bottom" />
    </div>
  );
}

function Sections({ space }: { space: SpaceView }) {
  const { t } = useTranslation();
  const app = useApp();
  const [wanted, setWanted] = useState('');
  const content = useAppState((state) => state.content[space.spaceId]);
  const conversations = useAppState((state) => selectConversations(state, space.spaceId));
  const sections = useSections(space, wanted);
  const folding = useFolding(space);
  const muted = useMuted(space);
  const outbox = useAppState((state) => selectOutbox(state, space.spaceId));
  const unsent = useMemo(() => unsentElsewhere(outbox, conversations).length, [outbox, conversations]);
  const kept = useKeptFocus(sections);
  if (content !== 'ready' && Object.keys(conversations).length === 0)
    return <ListSkeleton failed={content === 'failed'} />;
  const nothing = sections.every(({ listed }) => listed.length === 0);
  const noDirect = sections.every(({ listed }) => listed.every(({ view }) => view.kind === 'channel'));
  return (
    <>
      <Filter value={wanted} onChange={setWanted} />
      <div className="list-sections scrolls" {...kept}>
        {sections.map((section) => (
          <ListSection
            key={section.id}
            section={section}
            space={space}
            muted={muted}
            collapsed={wanted === '' && folding.isCollapsed(section.id)}
            onToggle={() => folding.toggle(section.id)}
          />
        ))}
        {noDirect && wanted === '' && (
          <button type="button" className="row row-quiet" onClick={() => openDialog(app, 'newMessage')}>
            {t('space.newMessage')}
          </button>
        )}
        {content === 'ready' && unsent > 0 && (
          <button type="button" className="row" onClick={() => openDialog(app, 'unsent')}>
            <span className="sign">
              <CircleAlert className="row-mark-danger" aria-hidden="true" />
            </span>
            <span className="row-name one-line">{t('list.unsent', { count: unsent })}</span>
          </button>
        )}
        {nothing && wanted !== '' && <p className="list-none">{t('list.noMatch')}</p>}
      </div>
    </>
  );
}

/** The list as the person has arranged it, as far as it is called what is wanted. */
function useSections(space: SpaceView, wanted: string): ListSectionOf[] {
  const { t } = useTranslation();
  const unknown = t('app.unknownPerson');
  const conversations = useAppState((state) => selectConversations(state, space.spaceId));
  const users = useAppState((state) => selectUsers(state, space.spaceId));
  const shownId = useAppState((state) => state.shown[space.spaceId]);
  const favourites = useOwnEntries(space, 'favourite');
  const sections = useOwnEntries(space, 'section');
  const blocked = useOwnEntries(space, 'blocked');
  return useMemo(() => {
    const views = unblocked(Object.values(conversations), blocked, space.userId);
    const named = nameAll(views, users, space.userId, unknown);
    return arrangeList(
      named.filter(({ name }) => matches(name, wanted)),
      { favourites, sections },
      shownId,
    );
  }, [conversations, users, space.userId, unknown, favourites, sections, blocked, shownId, wanted]);
}

/** Which sections are folded up, on this computer. */
function useFolding({ spaceId }: SpaceView) {
  const [collapsed, setCollapsed] = useState(recallCollapsed);
  const keyOf = (id: string) => `${spaceId} ${id}`;
  return {
    isCollapsed: (id: string): boolean => collapsed.has(keyOf(id)),
    toggle(id: string): void {
      const next = new Set(collapsed);
      if (!next.delete(keyOf(id))) next.add(keyOf(id));
      rememberCollapsed(next);
      setCollapsed(next);
    },
  };
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
