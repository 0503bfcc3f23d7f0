import type { ConversationId } from '../../../shared/model/ids.ts';
import { RequestError } from '../../../shared/protocol/errors.ts';
import type { Tables } from './tables.ts';

/** Refuses a name for a public channel that another has, or that can be taken for another's. */
export function requireOwnLook({ conversations }: Tables, name: string, id?: ConversationId): void {
  const taken = conversations.idOfName(name);
  if (taken !== undefined && taken !== id)
    throw new RequestError('conflict', `There is a channel #${name} already.`);
  const like = conversations.lookalikeOf(name, id);
  if (like !== undefined)
    throw new RequestError('conflict', `#${name} can be taken for #${like}, which there is already.`);
}
