import type { ClientId, ConversationId, Epoch, MessageId } from '../../../src/shared/model/ids.ts';
import type { Acknowledged, Refusal } from './actor/talk.ts';
import { isPossible } from './isPossible.ts';

type Entry = Acknowledged & { by: string };
/** A message that is to be sent later has another row in the outbox than the message will be known by. */
export type Accepted = {
  clientId: ClientId;
  row: ClientId;
  conversationId: ConversationId;
  by: string;
  text: string;
};
export type Queued = { by: string; what: string; conversationId: ConversationId | null };

/**
 * What clients and their people were told: what a server has acknowledged, and what an outbox has taken. It knows what a restore may
 * have lost: everything acknowledged since the backup began that it came from.
 */
export class Ledger {
  /** Acknowledged in the past that the server now has. */
  kept: Entry[] = [];
  readonly accepted = new Map<ClientId, Accepted>();
  /** Requests that are no messages, by their rows. */
  readonly queued = new Map<ClientId, Queued>();
  /** Rows that a server has answered for good. */
  readonly settled = new Set<ClientId>();
  /** What people took back, or were told was refused as it may be. */
  readonly givenUp = new Set<ClientId>();
  /** Conversations that were never made, by their provisional ids, and given up with all that was written in them. */
  readonly abandoned = new Set<string>();
  /** Messages acknowledged in a past that is no more: nobody sends these again. */
  readonly lost = new Set<ClientId>();
  /** Rows that damage to an outbox took, spoiled, or brought back. */
  readonly touched = new Set<ClientId>();
  restores = 0;
  #epoch: Epoch;
  /** What comes while the server's past is being changed, until it is known which one it has. */
  #meanwhile: Entry[] | undefined;

  constructor(epoch: Epoch) {
    this.#epoch = epoch;
  }

  accept(accepted: Omit<Accepted, 'row'> & { row?: ClientId }): void {
    this.accepted.set(accepted.clientId, { row: accepted.clientId, ...accepted });
  }

  queue(clientId: ClientId, queued: Queued): void {
    this.queued.set(clientId, queued);
  }

  settle(clientId: ClientId): void {
    this.settled.add(clientId);
  }

  /** By a refusal, or by being taken back; one that cannot be is no answer, and excuses nothing. */
  giveUp(clientId: ClientId, refusal: Refusal | null): void {
    if (refusal === null || isPossible(refusal)) this.givenUp.add(clientId);
  }

  /** What damage did to these nobody can put right. */
  touch(rows: Iterable<ClientId>): void {
    for (const row of rows) this.touched.add(row);
  }

  acknowledge(by: string, acknowledged: Acknowledged): void {
    const entry = { ...acknowledged, by };
    if (this.#meanwhile) this.#meanwhile.push(entry);
    else if (entry.epoch === this.#epoch) this.kept.push(entry);
    // What comes late from before a restore may be in the backup or not.
    else this.#lose(entry);
  }

  /** Whether the server's past is being changed just now. */
  get isRestoring(): boolean {
    return this.#meanwhile !== undefined;
  }

  /** Call when a backup begins: what it answers holds what must be in that backup. */
  mark(): Mark {
    return [...this.kept];
  }

  /** The server, which has stopped, is going back to a backup. */
  beginRestore(mark: Mark): void {
    const held = new Set(mark);
    for (const entry of this.kept) if (!held.has(entry)) this.#lose(entry);
    this.kept = [...mark];
    this.#meanwhile = [];
  }

  /** It runs again, with this past. */
  endRestore(epoch: Epoch): void {
    const meanwhile = this.#meanwhile ?? [];
    this.#meanwhile = undefined;
    this.#epoch = epoch;
    this.restores += 1;
    for (const { by, ...acknowledged } of meanwhile) this.acknowledge(by, acknowledged);
  }

  #lose({ message, scheduled }: Entry): void {
    if (message) this.lost.add(message.clientId);
    if (scheduled) this.lost.add(scheduled);
  }

  /** By message, the last that its people were told of it. */
  lastTold(): Map<MessageId, Entry> {
    const last = new Map<MessageId, Entry>();
    for (const entry of this.kept) {
      const { message } = entry;
      const before = message && last.get(message.id)?.message;
      if (message && (before === undefined || before.changedSeq <= message.changedSeq))
        last.set(message.id, entry);
    }
    return last;
  }
}

export type Mark = readonly Entry[];
