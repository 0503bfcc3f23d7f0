import { BellOff, CircleAlert, Clock, Ellipsis, Pencil } from 'lucide-react';
import { type FocusEvent, type KeyboardEvent, type MouseEvent, memo, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { ConversationView, SpaceView } from '../../shared/ipc/views.ts';
import { partnerOf } from '../../shared/model/conversation.ts';
import { openConversation } from '../actions/navigate.ts';
import { focusComposer } from '../keys/regions.ts';
import { StatusEmoji } from '../people/StatusEmoji.tsx';
import { useApp, useAppState } from '../store/AppContext.tsx';
import { selectOutbox, selectUsers } from '../store/selectors.ts';
import type { Anchor } from '../ui/anchors.ts';
import { IconButton } from '../ui/Button.tsx';
import { MenuAt } from '../ui/Menu.tsx';
import { useLongPress } from '../ui/useLongPress.ts';
import { AttentionBadge } from './AttentionBadge.tsx';
import { ConversationMenuItems } from './ConversationMenuItems.tsx';
import { ConversationSign } from './ConversationSign.tsx';

type Props = { view: ConversationView; name: string; space: SpaceView; muted: boolean };

/** One conversation in the list, with a menu of its own: a button while it is attended to, a right click, a key. */
export const ConversationRow = memo(function ConversationRow(props: Props) {
  const { view, name, space } = props;
  const { t } = useTranslation();
  const [isHovered, setHovered] = useState(false);
  const [isFocused, setFocused] = useState(false);
  const [anchor, setAnchor] = useState<Anchor | null>(null);
  const row = useRef<HTMLButtonElement>(null);
  const pressing = useLongPress(({ x, y }) => {
    setAnchor({ x, y });
    return true;
  });
  const attended = isHovered || isFocused || anchor !== null;
  return (
    // The keys and clicks are those of the buttons inside.
    // biome-ignore lint/a11y/noStaticElementInteractions: what is caught here was done to one of the buttons inside.
    <div
      className="row-holder"
      data-attended={attended || undefined}
      onPointerEnter={() => setHovered(true)}
      onPointerLeave={() => setHovered(false)}
      onFocus={() => setFocused(true)}
      onBlur={(event: FocusEvent<HTMLElement>) =>
        setFocused(event.currentTarget.contains(event.relatedTarget))
      }
      {...pressing}
      onContextMenu={(event: MouseEvent<HTMLElement>) => {
        event.preventDefault();
        const byMouse = event.button === 2;
        setAnchor(byMouse ? { x: event.clientX, y: event.clientY } : event.currentTarget);
      }}
      onKeyDown={(event: KeyboardEvent<HTMLElement>) => {
        const { key, shiftKey } = event;
        if (key !== 'ContextMenu' && !(key === 'F10' && shiftKey)) return;
        event.preventDefault();
        setAnchor(event.currentTarget);
      }}
    >
      <RowButton {...props} ref={row} />
      {attended && (
        <IconButton
          className="row-more"
          size="small"
          label={t('arrange.more', { name })}
          aria-haspopup="menu"
          aria-expanded={anchor !== null}
          onClick={(event) => setAnchor(event.currentTarget)}
        >
          <Ellipsis />
        </IconButton>
      )}
      {anchor !== null && (
        <MenuAt
          anchor={anchor}
          label={t('arrange.menu', { name })}
          onClose={() => setAnchor(null)}
          finalFocus={() => row.current ?? false}
        >
          <ConversationMenuItems space={space} view={view} />
        </MenuAt>
      )}
    </div>
  );
});

function RowButton({ view, name, space, muted, ref }: Props & { ref: React.Ref<HTMLButtonElement> }) {
  const { t } = useTranslation();
  const app = useApp();
  const partnerId = partnerOf(view, space.userId);
  const partner = useAppState((state) =>
    partnerId === undefined ? undefined : selectUsers(state, space.spaceId)[partnerId],
  );
  const current = useAppState((state) => state.shown[space.spaceId] === view.id);
  const drafted = useAppState((state) => state.drafts[view.id] !== undefined);
  const refused = useAppState((state) =>
    selectOutbox(state, space.spaceId).some(
      (item) => item.conversationId === view.id && item.state === 'refused',
    ),
  );
  const asks = muted ? view.unreadMentions > 0 : view.unread > 0;
  const self = view.kind === 'direct' && view.memberIds.every((id) => id === space.userId);
  return (
    <button
      ref={ref}
      type="button"
      className="row"
      aria-current={current ? 'page' : undefined}
      data-conversation={view.id}
      data-unread={asks || undefined}
      data-quiet={(muted && !asks) || undefined}
      data-pending={view.pending !== null || undefined}
      onClick={() => {
        openConversation(app, space.spaceId, view.id);
        requestAnimationFrame(focusComposer);
      }}
    >
      <ConversationSign view={view} space={space} />
      <span className="row-name one-line" dir="auto">
        {self ? t('list.you', { name }) : name}
      </span>
      <StatusEmoji user={partner} />
      {view.pending === 'creating' && !refused && (
        <Clock className="row-mark" aria-label={t('list.creating')} />
      )}
      {refused && <CircleAlert className="row-mark row-mark-danger" aria-label={t('delivery.notSent')} />}
      {drafted && !current && !refused && <Pencil className="row-mark" aria-label={t('list.draft')} />}
      {muted && <BellOff className="row-mark" aria-label={t('arrange.muted')} />}
      <AttentionBadge view={view} muted={muted} />
    </button>
  );
}
