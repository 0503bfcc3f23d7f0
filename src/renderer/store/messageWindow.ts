import type { MessagePage } from '../../shared/ipc/views.ts';
import type { Seq } from '../../shared/model/ids.ts';
import type { Message } from '../../shared/model/message.ts';

/** What is being done about, or stands in the way of, more messages at one end. */
export type Edge = 'idle' | 'loading' | 'offline' | 'failed';

/** The run of a conversation's messages, without holes, that the window holds: oldest first. */
export type MessageWindow = {
  messages: readonly Message[];
  older: boolean;
  newer: boolean;
  olderEdge: Edge;
  newerEdge: Edge;
  /** `empty` until a first page is here. */
  status: 'empty' | 'ready' | 'failed' | 'offline';
  /** What is held may be wrong: to be read again. */
  stale: boolean;
  /** Pages asked for and not yet here. Changes that come meanwhile are kept, as the page may be from before them. */
  inFlight: number;
  changes: readonly Message[];
  /** Goes up when the whole run was replaced by another, so that a view knows to anchor instead of to append. */
  generation: number;
};

export const emptyWindow: MessageWindow = {
  messages: [],
  older: false,
  newer: false,
  olderEdge: 'idle',
  newerEdge: 'idle',
  status: 'empty',
  stale: false,
  inFlight: 0,
  changes: [],
  generation: 0,
};

export type Direction = 'older' | 'newer' | 'replace';

/** The place of the first message with at least this seq. */
function placeOf(messages: readonly Message[], seq: Seq): number {
  let low = 0;
  let high = messages.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((messages[middle]?.seq ?? 0) < seq) low = middle + 1;
    else high = middle;
  }
  return low;
}

/**
 * Replaces what is held by what changed later, and appends what follows. What lies between two held messages is
 * put there: one's own message may stand here before those of others that the server took just before it.
 */
function mergeChanges(
  messages: readonly Message[],
  changes: readonly Message[],
  mayAppend: boolean,
): readonly Message[] {
  let merged: Message[] | null = null;
  for (const change of changes) {
    const current: readonly Message[] = merged ?? messages;
    const place = placeOf(current, change.seq);
    const held = current[place];
    const isHeld = held?.seq === change.seq;
    const isOutside = held === undefined ? !mayAppend : !isHeld && place === 0;
    if (isOutside || (isHeld && held.changedSeq >= change.changedSeq)) continue;
    merged ??= [...messages];
    merged.splice(place, isHeld ? 1 : 0, change);
  }
  return merged ?? messages;
}

/** Applies `messages.changed`. */
export function applyChanges(window: MessageWindow, changes: readonly Message[]): MessageWindow {
  const ready = window.status === 'ready';
  return {
    ...window,
    messages: ready ? mergeChanges(window.messages, changes, !window.newer) : window.messages,
    changes: window.inFlight > 0 ? [...window.changes, ...changes] : window.changes,
  };
}

/** Applies `messages.expired`: what is gone for good leaves the window. */
export function expireThrough(window: MessageWindow, throughSeq: Seq): MessageWindow {
  const first = placeOf(window.messages, throughSeq + 1);
  if (first === 0) return window;
  return { ...window, messages: window.messages.slice(first), older: false };
}

export function beginPage(window: MessageWindow, direction: Direction): MessageWindow {
  const begun = { ...window, inFlight: window.inFlight + 1 };
  if (direction === 'older') return { ...begun, olderEdge: 'loading' };
  if (direction === 'newer') return { ...begun, newerEdge: 'loading' };
  return { ...begun, stale: false };
}

function settle(window: MessageWindow): Pick<MessageWindow, 'inFlight' | 'changes'> {
  const inFlight = Math.max(0, window.inFlight - 1);
  return { inFlight, changes: inFlight === 0 ? [] : window.changes };
}

/** Two runs that touch or overlap as one; of two records of a message the later one holds. */
function join(older: readonly Message[], newer: readonly Message[]): readonly Message[] {
  const first = newer[0];
  if (first === undefined) return older;
  const overlap = placeOf(older, first.seq);
  const rest = mergeChanges(newer, older.slice(overlap), false);
  return [...older.slice(0, overlap), ...rest];
}

export function finishPage(
  window: MessageWindow,
  direction: Direction,
  page: Omit<MessagePage, 'threads'>,
): MessageWindow {
  const settled = { ...window, ...settle(window), status: 'ready' as const };
  switch (direction) {
    case 'older': {
      const messages = mergeChanges(join(page.messages, window.messages), window.changes, false);
      return { ...settled, messages, older: page.older, olderEdge: 'idle' };
    }
    case 'newer': {
      const joined = join(window.messages, page.messages);
      const messages = mergeChanges(joined, window.changes, !page.newer);
      return { ...settled, messages, newer: page.newer, newerEdge: 'idle' };
    }
    case 'replace': {
      const { older, newer } = page;
      const messages = mergeChanges(page.messages, window.changes, !newer);
      const generation = window.generation + 1;
      return { ...settled, messages, older, newer, olderEdge: 'idle', newerEdge: 'idle', generation };
    }
  }
}

export function failPage(window: MessageWindow, direction: Direction, offline: boolean): MessageWindow {
  const failed = { ...window, ...settle(window) };
  const why = offline ? 'offline' : 'failed';
  if (direction === 'older') return { ...failed, olderEdge: why };
  if (direction === 'newer') return { ...failed, newerEdge: why };
  // What could not be replaced stays readable.
  return window.status === 'ready' ? failed : { ...failed, status: why };
}

/** What could not be had for want of a connection may be had now. */
export function retryEdges(window: MessageWindow): MessageWindow {
  const again = (edge: Edge): Edge => (edge === 'offline' ? 'idle' : edge);
  const stale = window.stale || window.status === 'offline';
  return { ...window, olderEdge: again(window.olderEdge), newerEdge: again(window.newerEdge), stale };
}

/** Lets go of old messages of a conversation that is not being read, so that memory does not grow all day. */
export function trimWindow(window: MessageWindow, keep: number): MessageWindow {
  if (window.newer || window.inFlight > 0 || window.messages.length <= keep) return window;
  return { ...window, messages: window.messages.slice(-keep), older: true, olderEdge: 'idle' };
}
