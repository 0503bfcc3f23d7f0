import { useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { MenuAt, MenuItem } from '../ui/Menu.tsx';
import type { Asked, RowActions } from './rowActions.ts';
import { commandKey, commandsFor, type RowCommand } from './rowCommands.tsx';
import { rowElement } from './rowElement.ts';

/** Everything that can be done with a message, with the keys that do the same. */
export function RowMenu({ asked, row, onClose }: { asked: Asked; row: RowActions; onClose: () => void }) {
  const { t } = useTranslation();
  const chosen = useRef<RowCommand>(undefined);
  const { message, anchor } = asked;
  const choose = (command: RowCommand) => {
    chosen.current = command;
    // The place the menu was opened at may go with the pointer; the row stays.
    command.run(message, row, rowElement(message.key, row.region) ?? anchor);
  };
  return (
    <MenuAt
      anchor={anchor}
      label={t('actions.toolbar')}
      onClose={onClose}
      finalFocus={() => (chosen.current?.leavesRow ? false : (rowElement(message.key, row.region) ?? false))}
    >
      {commandsFor(message, row).map((command) => (
        <MenuItem
          key={command.id}
          icon={command.icon}
          keys={commandKey(command)}
          danger={command.danger}
          onSelect={() => choose(command)}
        >
          {t(command.textNow?.(message, row) ?? command.text)}
        </MenuItem>
      ))}
    </MenuAt>
  );
}
