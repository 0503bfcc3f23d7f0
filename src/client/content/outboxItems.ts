import type { OutboxItem } from '../../shared/ipc/views.ts';
import type { ClientId } from '../../shared/model/ids.ts';
import type { OutboxAction, OutboxRow } from '../outbox/OutboxStore.ts';

/**
 * What the window shows of a row; `undefined` for what it does not: read positions, what was discarded,
 * and edits of a message that is itself on its way, which show as that message's text.
 */
export function outboxItem(row: OutboxRow, rows: readonly OutboxRow[]): OutboxItem | undefined {
  const action = row.discarded ? undefined : shownAction(row.action, row.clientId, rows);
  if (action === undefined) return undefined;
  const { clientId, conversationId, createdAt, refusal } = row;
  const state = refusal !== null ? 'refused' : row.attempted ? 'sending' : 'waiting';
  return { clientId, conversationId, action, createdAt, state, error: refusal };
}

function shownAction(
  action: OutboxAction,
  clientId: ClientId,
  rows: readonly OutboxRow[],
): OutboxItem['action'] | undefined {
  switch (action.kind) {
    case 'send':
      return { ...action, text: followingEdit(clientId, rows) ?? action.text };
    case 'edit':
      return action.messageId === null
        ? undefined
        : { kind: 'edit', messageId: action.messageId, text: action.text };
    case 'delete':
      return action.messageId === null ? undefined : { kind: 'delete', messageId: action.messageId };
    case 'createChannel':
    case 'createDirect':
    case 'createGroup':
      return { kind: 'create' };
    case 'join':
    case 'leave':
      return { kind: action.kind };
    case 'request':
      return action;
    case 'advanceRead':
    case 'resetRead':
      return undefined;
  }
}

function followingEdit(clientId: ClientId, rows: readonly OutboxRow[]): string | undefined {
  const edit = rows.findLast(({ action }) => action.kind === 'edit' && action.target === clientId)?.action;
  return edit?.kind === 'edit' ? edit.text : undefined;
}

/** The rows whose items a change of `row` may alter: itself, and the message it follows up. */
export function affectedRows(row: OutboxRow, rows: readonly OutboxRow[]): OutboxRow[] {
  const { action } = row;
  const target = action.kind === 'edit' || action.kind === 'delete' ? action.target : null;
  return target === null ? [row] : [row, ...rows.filter(({ clientId }) => clientId === target)];
}
