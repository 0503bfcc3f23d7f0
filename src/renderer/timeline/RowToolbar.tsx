import { Ellipsis } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import type { ShownMessage } from '../store/overlay.ts';
import { IconButton } from '../ui/Button.tsx';
import { useRow } from './rowActions.ts';
import { commandKey, commandsFor } from './rowCommands.tsx';

/** What is done most with a message, and the way to the rest: floats over its corner while it is hovered or has the focus. */
export function RowToolbar({ message }: { message: ShownMessage }) {
  const { t } = useTranslation();
  const row = useRow();
  const commands = commandsFor(message, row);
  if (commands.length === 0) return null;
  return (
    <div className="row-toolbar" role="toolbar" aria-label={t('actions.toolbar')}>
      {commands
        .filter(({ button }) => button)
        .map((command) => (
          <IconButton
            key={command.id}
            size="small"
            label={t(command.textNow?.(message, row) ?? command.text)}
            keys={commandKey(command)}
            onClick={(event) => command.run(message, row, event.currentTarget)}
          >
            {command.icon}
          </IconButton>
        ))}
      <IconButton
        size="small"
        label={t('actions.more')}
        aria-haspopup="menu"
        onClick={(event) => row.ask({ what: 'menu', message, anchor: event.currentTarget })}
      >
        <Ellipsis />
      </IconButton>
    </div>
  );
}
