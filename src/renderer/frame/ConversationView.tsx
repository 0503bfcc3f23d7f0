import { MessageSquare } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import type { SpaceView, ConversationView as View } from '../../shared/ipc/views.ts';
import { ArchivedBar } from '../composer/ArchivedBar.tsx';
import { ClosedBar } from '../composer/ClosedBar.tsx';
import { Composer } from '../composer/Composer.tsx';
import { PreviewBar } from '../composer/PreviewBar.tsx';
import { useClosedWords } from '../composer/useClosedWords.ts';
import { Banners } from '../connection/Banners.tsx';
import { useConversationName } from '../conversations/useConversationName.ts';
import { keyWords } from '../keys/keyWords.ts';
import { ScheduledLine } from '../later/ScheduledLine.tsx';
import { AnnouncementBanner } from '../notifications/AnnouncementBanner.tsx';
import { BlockedBar } from '../people/BlockedBar.tsx';
import { useBlockedPartner } from '../people/useBlockedPartner.ts';
import { useAppState } from '../store/AppContext.tsx';
import { selectMayWrite, selectShown, selectSpace } from '../store/selectors.ts';
import { RequestRefused } from '../timeline/RequestRefused.tsx';
import { Timeline } from '../timeline/Timeline.tsx';
import { Empty } from '../ui/Empty.tsx';
import { Header } from './Header.tsx';

/** The conversation that is open, or what to do when none is. */
export function ConversationView() {
  const { t } = useTranslation();
  const space = useAppState(selectSpace);
  const shown = useAppState(selectShown);
  if (space === undefined) return <main className="view" />;
  if (shown === undefined) {
    return (
      <main className="view">
        <Banners space={space} />
        <AnnouncementBanner space={space} />
        <Empty
          icon={<MessageSquare />}
          title={t('empty.nothingShown')}
          hint={t('empty.nothingShownHint', { keys: keyWords('Ctrl+K') })}
        />
      </main>
    );
  }
  return <Shown space={space} conversation={shown} />;
}

function Shown({ space, conversation }: { space: SpaceView; conversation: View }) {
  // A conversation that gets its real id stays the same view, with what is typed and where it was scrolled to.
  const viewId = useAppState((state) => state.bornAs[conversation.id] ?? conversation.id);
  const blockedId = useBlockedPartner(space, conversation);
  const closed = useClosedWords(space, conversation);
  const name = useConversationName(space, conversation);
  const mayWrite = useAppState(selectMayWrite);
  const inIt = conversation.joined || conversation.pending !== null;
  return (
    <main className="view">
      <Header space={space} conversation={conversation} />
      <Banners space={space} />
      <AnnouncementBanner space={space} />
      <Timeline key={`timeline ${viewId}`} space={space} conversation={conversation} />
      <RequestRefused space={space} conversation={conversation} />
      {inIt && blockedId === undefined && closed === undefined && (
        <ScheduledLine space={space} conversation={conversation} />
      )}
      {!mayWrite && closed !== undefined ? (
        <ClosedBar words={closed} draftKey={conversation.id} />
      ) : blockedId !== undefined ? (
        <BlockedBar space={space} userId={blockedId} name={name} />
      ) : inIt && closed !== undefined ? (
        <ClosedBar words={closed} draftKey={conversation.id} />
      ) : inIt && conversation.archivedAt !== undefined ? (
        <ArchivedBar space={space} conversation={conversation} />
      ) : inIt ? (
        <Composer key={`composer ${viewId}`} space={space} conversation={conversation} />
      ) : (
        <PreviewBar space={space} conversation={conversation} />
      )}
    </main>
  );
}
