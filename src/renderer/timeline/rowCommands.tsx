import type { ParseKeys } from 'i18next';
import {
  AlarmClock,
  Bookmark,
  CircleDot,
  Copy,
  Flag,
  Forward,
  History,
  Link,
  MessagesSquare,
  Pencil,
  Pin,
  Reply,
  SmilePlus,
  Trash2,
} from 'lucide-react';
import type { ReactNode } from 'react';
import type { ShownMessage } from '../store/overlay.ts';
import type { Anchor } from '../ui/anchors.ts';
import type { RowActions } from './rowActions.ts';

/** One thing that can be done with a message: by its key, in its row's menu, and where it is common by a button. */
export type RowCommand = {
  id: string;
  /** What it is called in the list of keys. */
  text: ParseKeys;
  /** What it is called for a message as it stands, where that differs. */
  textNow?: (message: ShownMessage, row: RowActions) => ParseKeys;
  /** As the keyboard names it; compared without case. */
  key: string | null;
  /** The key as people know it. */
  keyWords?: string;
  icon: ReactNode;
  /** Stands among the row's buttons. */
  button?: boolean;
  danger?: boolean;
  /** Takes the focus elsewhere, so that it does not go back to the row. */
  leavesRow?: boolean;
  can(message: ShownMessage, row: RowActions): boolean;
  run(message: ShownMessage, row: RowActions, anchor: Anchor): void;
};

/** Everything that can be done with a message, in the order of the menu. */
export const rowCommands: readonly RowCommand[] = [
  {
    id: 'react',
    text: 'actions.react',
    key: '+',
    icon: <SmilePlus />,
    button: true,
    leavesRow: true,
    can: (message, row) => row.canMark(message),
    run: (message, row, anchor) => row.ask({ what: 'react', message, anchor }),
  },
  {
    id: 'reply',
    text: 'actions.reply',
    key: 'r',
    icon: <Reply />,
    button: true,
    leavesRow: true,
    can: (message, row) => row.canReply(message),
    run: (message, row) => row.reply(message),
  },
  {
    id: 'thread',
    text: 'actions.thread',
    key: 't',
    icon: <MessagesSquare />,
    button: true,
    leavesRow: true,
    can: (message, row) => row.region === 'timeline' && message.id !== null && message.notice === null,
    run: ({ id, replyTo }, row) => id !== null && row.openThread(replyTo ?? id),
  },
  {
    id: 'edit',
    text: 'actions.edit',
    key: 'e',
    icon: <Pencil />,
    button: true,
    leavesRow: true,
    can: (message, row) => row.canEdit(message),
    run: (message, row) => row.edit(message),
  },
  {
    id: 'forward',
    text: 'actions.forward',
    key: 'f',
    icon: <Forward />,
    leavesRow: true,
    can: (message, row) => row.canForward(message),
    run: (message, row, anchor) => row.ask({ what: 'forward', message, anchor }),
  },
  {
    id: 'pin',
    text: 'actions.pin',
    textNow: (message, row) => (row.isPinned(message) ? 'actions.unpin' : 'actions.pin'),
    key: 'p',
    icon: <Pin />,
    can: (message, row) => row.canMark(message),
    run: (message, row) => row.togglePin(message),
  },
  {
    id: 'save',
    text: 'actions.save',
    textNow: (message, row) => (row.isSaved(message) ? 'actions.unsave' : 'actions.save'),
    key: 's',
    icon: <Bookmark />,
    can: (message, row) => row.canMark(message),
    run: (message, row) => row.toggleSaved(message),
  },
  {
    id: 'versions',
    text: 'actions.versions',
    key: 'h',
    icon: <History />,
    leavesRow: true,
    can: ({ id, edited, deleted }) => id !== null && edited && !deleted,
    run: (message, row, anchor) => row.ask({ what: 'versions', message, anchor }),
  },
  {
    id: 'remind',
    text: 'actions.remind',
    key: 'm',
    icon: <AlarmClock />,
    leavesRow: true,
    can: (message, row) => row.canMark(message),
    run: (message, row, anchor) => row.ask({ what: 'remind', message, anchor }),
  },
  {
    id: 'unread',
    text: 'actions.markUnread',
    key: 'u',
    icon: <CircleDot />,
    can: (message, row) => row.canMarkUnread(message),
    run: (message, row) => row.markUnread(message),
  },
  {
    id: 'copy',
    text: 'actions.copy',
    key: 'c',
    icon: <Copy />,
    can: (message) => !message.deleted && message.text !== '',
    run: (message, row) => row.copy(message),
  },
  {
    id: 'link',
    text: 'actions.copyLink',
    key: 'l',
    icon: <Link />,
    can: (message) => message.id !== null && !message.deleted,
    run: (message, row) => row.copyLink(message),
  },
  {
    id: 'report',
    text: 'report.action',
    key: null,
    icon: <Flag />,
    leavesRow: true,
    can: (message, row) => row.canReport(message),
    run: (message, row, anchor) => row.ask({ what: 'report', message, anchor }),
  },
  {
    id: 'delete',
    text: 'actions.delete',
    key: 'delete',
    keyWords: 'Del',
    icon: <Trash2 />,
    danger: true,
    leavesRow: true,
    can: (message, row) => row.canDelete(message),
    run: (message, row, anchor) => row.ask({ what: 'delete', message, anchor }),
  },
];

/** The key of a command as people know it. */
export const commandKey = ({ key, keyWords }: RowCommand): string | undefined =>
  keyWords ?? key?.toUpperCase();

/** What can be done with this message now. */
export const commandsFor = (message: ShownMessage, row: RowActions): RowCommand[] =>
  rowCommands.filter((command) => command.can(message, row));
