import type { ConversationView, SpaceView } from '../../shared/ipc/views.ts';
import { DeleteDialog, ForwardDialog, ReportDialog, VersionsDialog } from '../late/lateDialogs.ts';
import { RemindMenu } from '../later/RemindMenu.tsx';
import { ReactionPopover } from '../reactions/ReactionPopover.tsx';
import { RowMenu } from './RowMenu.tsx';
import type { Asked, RowActions } from './rowActions.ts';

/** What is open about one message. */
export function RowAsked(props: {
  space: SpaceView;
  conversation: ConversationView;
  row: RowActions;
  asked: Asked | null;
  /** Closes what is open, unless something else has been opened in its place. */
  onClose: (asked: Asked) => void;
}) {
  const { asked, row } = props;
  if (asked === null) return null;
  const onClose = () => props.onClose(asked);
  switch (asked.what) {
    case 'menu':
      return <RowMenu asked={asked} row={row} onClose={onClose} />;
    case 'react':
      return <ReactionPopover asked={asked} row={row} onClose={onClose} />;
    case 'forward':
      return <ForwardDialog message={asked.message} space={props.space} onClose={onClose} />;
    case 'versions':
      return <VersionsDialog message={asked.message} space={props.space} onClose={onClose} />;
    case 'remind':
      return <RemindMenu asked={asked} row={row} onClose={onClose} />;
    case 'report':
      return <ReportDialog {...props} message={asked.message} onClose={onClose} />;
    case 'delete':
      return <DeleteDialog {...props} message={asked.message} onClose={onClose} />;
  }
}
