import { Copy, Pencil, Reply, Trash2 } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import type { ShownMessage } from '../store/overlay.ts';
import { IconButton } from '../ui/Button.tsx';
import { useRow } from './rowActions.ts';

/** What can be done with a message: floats over its corner while it is hovered or has the focus. */
export function RowToolbar({ message }: { message: ShownMessage }) {
  const { t } = useTranslation();
  const actions = useRow();
  if (message.deleted) return null;
  return (
    <div className="row-toolbar" role="toolbar" aria-label={t('actions.toolbar')}>
      {actions.canReply(message) && (
        <IconButton size="small" label={t('actions.reply')} keys="R" onClick={() => actions.reply(message)}>
          <Reply />
        </IconButton>
      )}
      {actions.canEdit(message) && (
        <IconButton size="small" label={t('actions.edit')} keys="E" onClick={() => actions.edit(message)}>
          <Pencil />
        </IconButton>
      )}
      <IconButton size="small" label={t('actions.copy')} onClick={() => actions.copy(message)}>
        <Copy />
      </IconButton>
      {actions.canDelete(message) && (
        <IconButton
          size="small"
          label={t('actions.delete')}
          keys="Del"
          onClick={() => actions.askDelete(message)}
        >
          <Trash2 />
        </IconButton>
      )}
    </div>
  );
}
