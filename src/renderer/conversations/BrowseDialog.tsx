import { useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { ConversationView, SpaceView } from '../../shared/ipc/views.ts';
import { joinConversation } from '../actions/conversations.ts';
import { openConversation, openDialog } from '../actions/navigate.ts';
import { useApp, useAppState } from '../store/AppContext.tsx';
import { selectConversations } from '../store/selectors.ts';
import { Button } from '../ui/Button.tsx';
import { Dialog, DialogButtons } from '../ui/Dialog.tsx';
import { ConversationSign } from './ConversationSign.tsx';
import './dialogs.css';
import { matches } from './listing.ts';
import { useMemberCounts } from './useMemberCounts.ts';

/** What can be joined comes first: that is what one looks for here; what is archived comes last. */
const inOrder = (a: ConversationView, b: ConversationView): number =>
  Number(a.archivedAt !== undefined) - Number(b.archivedAt !== undefined) ||
  Number(a.joined) - Number(b.joined) ||
  (a.name ?? '').localeCompare(b.name ?? '');

/** All channels one may know of: to look into, or to join. */
export function BrowseDialog({ space, onClose }: { space: SpaceView; onClose: () => void }) {
  const { t } = useTranslation();
  const app = useApp();
  const [wanted, setWanted] = useState('');
  const conversations = useAppState((state) => selectConversations(state, space.spaceId));
  const channels = useMemo(
    () =>
      Object.values(conversations)
        .filter(({ kind }) => kind === 'channel')
        .sort(inOrder),
    [conversations],
  );
  const found = channels.filter(({ name, topic = '' }) => matches(`${name} ${topic}`, wanted));
  const counts = useMemberCounts(space);
  return (
    <Dialog open onClose={onClose} title={t('browse.title')}>
      <div className="finder-field">
        <input
          type="text"
          autoFocus
          aria-label={t('browse.search')}
          placeholder={t('browse.search')}
          value={wanted}
          onChange={(event) => setWanted(event.target.value)}
        />
      </div>
      <ul className="browse scrolls">
        {found.map((view) => (
          <Channel key={view.id} view={view} space={space} members={counts.get(view.id)} />
        ))}
        {found.length === 0 && <li className="finder-empty">{t('browse.empty')}</li>}
      </ul>
      <DialogButtons>
        <Button onClick={() => openDialog(app, 'createChannel')}>{t('space.createChannel')}</Button>
      </DialogButtons>
    </Dialog>
  );
}

function Channel({
  view,
  space,
  members,
}: {
  view: ConversationView;
  space: SpaceView;
  members: number | undefined;
}) {
  const { t } = useTranslation();
  const app = useApp();
  const name = view.name ?? '';
  const joining = view.pending === 'joining';
  return (
    <li className="browse-row">
      <button
        type="button"
        className="browse-name"
        aria-label={`${t('browse.open')}: ${name}`}
        onClick={() => openConversation(app, space.spaceId, view.id)}
      >
        <ConversationSign view={view} space={space} />
        <bdi className="browse-words one-line">{name}</bdi>
        {view.topic !== undefined && <bdi className="browse-topic one-line">{view.topic}</bdi>}
      </button>
      {view.archivedAt !== undefined && <span className="browse-state">{t('browse.archived')}</span>}
      {members !== undefined && (
        <span className="browse-state figures">{t('browse.members', { count: members })}</span>
      )}
      {view.joined ? (
        <span className="browse-state">{t('browse.joined')}</span>
      ) : (
        <Button
          size="small"
          disabled={joining}
          aria-label={`${t('browse.join')}: ${name}`}
          onClick={() => void joinConversation(app, space.spaceId, view.id)}
        >
          {joining ? t('browse.joining') : t('browse.join')}
        </Button>
      )}
    </li>
  );
}
