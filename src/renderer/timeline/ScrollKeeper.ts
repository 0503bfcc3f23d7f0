import type { VirtualizerHandle } from 'virtua';
import type { Timestamp } from '../../shared/model/ids.ts';
import type { Place } from '../store/app.ts';
import type { TimelineItem } from './timelineItems.ts';

/** As near to the end as this, in px, counts as there. */
const END_SLACK = 40;
/** More is loaded when less than this, in px, is left in that direction. */
const LOAD_AHEAD = 1_600;
/** Room, in px, left above the *new* line when a conversation opens at it. */
const ABOVE_NEW = 96;
/** About the height of a day line, in px. */
const DAY_LINE = 36;
/** Rows are measured as they come into view, so a place is corrected until it holds; it does so within a few frames. */
const MOST_FRAMES = 30;
const STEADY_FRAMES = 2;

export type View = {
  /** Whether the newest message is in view, so that newer ones are followed. */
  atEnd: boolean;
  /** When the row at the top was written; `null` where no day has to be named. */
  topAt: Timestamp | null;
};

/** Where to go: the end, a row's place under the top edge, or a row in the middle. */
export type Target =
  | { kind: 'end' }
  | { kind: 'row'; key: string; into: number }
  | { kind: 'middle'; key: string };

export type KeeperEvents = {
  onView(view: View): void;
  onPlace(place: Place): void;
  onNear(edge: 'older' | 'newer'): void;
  /** The last row in view. */
  onSeen(item: TimelineItem): void;
  onSettled(): void;
};

/** Keeps the reader where they are: at the end while there, else at the row they read, whatever comes or goes. */
export class ScrollKeeper {
  readonly #events: KeeperEvents;
  readonly #headHeight: () => number;
  #scroller: HTMLElement | null = null;
  #virtual: VirtualizerHandle | null = null;
  #items: readonly TimelineItem[] = [];
  #following = true;
  #hasNewer = false;
  #frame = 0;
  #going = false;
  /** The row that is kept where it is, and where that is, until the rows are measured anew. */
  #held: { key: string; top: number } | null = null;
  /** Where the scroller stands in the window, and how far it was scrolled when it was last looked at. */
  #top = 0;
  #scrollTop = 0;

  constructor(events: KeeperEvents, headHeight: () => number) {
    this.#events = events;
    this.#headHeight = headHeight;
  }

  readonly handle = (virtual: VirtualizerHandle | null): void => {
    this.#virtual = virtual;
  };

  /** Watches a scroller and what it holds, until the returned function is called. */
  attach(scroller: HTMLElement): () => void {
    this.#scroller = scroller;
    this.#top = scroller.getBoundingClientRect().top;
    const observer = new ResizeObserver(() => this.#resized());
    observer.observe(scroller);
    for (const child of scroller.children) observer.observe(child);
    return () => {
      observer.disconnect();
      cancelAnimationFrame(this.#frame);
      this.#scroller = null;
    };
  }

  /** Takes the rows that are now drawn. Following the end, the reader stays there. */
  setItems(items: readonly TimelineItem[], hasNewer: boolean, sentHere: boolean): void {
    this.#items = items;
    this.#hasNewer = hasNewer;
    if (sentHere) this.goTo({ kind: 'end' });
    else if (this.#following) this.#stick();
    else this.hold();
  }

  /**
   * Keeps what is read where it is on the screen while other rows in view get higher or lower, as by an emoji that
   * somebody puts to a message above it: the list itself does so for rows above the view alone. To be called when
   * rows have been drawn and not measured yet; the list measures them before this looks again, in the same frame.
   */
  readonly hold = (): void => {
    const scroller = this.#scroller;
    if (scroller === null || this.#following || this.#going || this.#held !== null) return;
    this.#held = this.#readRow();
    const observer = new ResizeObserver(() => {
      observer.disconnect();
      const held = this.#held;
      this.#held = null;
      const virtual = this.#virtual;
      const index = this.#items.findIndex((item) => item.message.key === held?.key);
      if (held === null || virtual === null || index === -1 || this.#following || this.#going) return;
      const moved = this.#rowTop(virtual, index) - scroller.scrollTop - held.top;
      if (Math.abs(moved) >= 1) scroller.scrollTop += moved;
    });
    observer.observe(scroller);
  };

  /** Goes somewhere, and corrects until it is really there. */
  goTo(target: Target): void {
    cancelAnimationFrame(this.#frame);
    this.#following = target.kind === 'end';
    this.#going = true;
    let steady = 0;
    let frames = 0;
    const correct = () => {
      frames += 1;
      steady = this.#placeAt(target) ? steady + 1 : 0;
      if (steady < STEADY_FRAMES && frames < MOST_FRAMES) {
        this.#frame = requestAnimationFrame(correct);
        return;
      }
      this.#going = false;
      this.look();
      this.#events.onSettled();
    };
    correct();
  }

  /** Where a conversation opens for which no place is remembered: at what is new, else at the end. */
  firstTarget(): Target {
    const first = this.#items.find((item) => item.startsNew);
    return first === undefined ? { kind: 'end' } : { kind: 'row', key: first.message.key, into: -ABOVE_NEW };
  }

  /** Keeps a row where it is on the screen while its height changes, but for so many px. */
  readonly keepPlace = (key: string, by: number): void => {
    const index = this.#items.findIndex((item) => item.message.key === key);
    if (this.#scroller === null || this.#virtual === null || index === -1) return;
    this.goTo({ kind: 'row', key, into: this.#scroller.scrollTop - this.#rowTop(this.#virtual, index) + by });
  };

  /** Scrolls as little as is needed for a row to be wholly in view, and for the last one to the end. */
  reveal(index: number): void {
    if (index === this.#items.length - 1 && !this.#hasNewer) this.goTo({ kind: 'end' });
    else this.#virtual?.scrollToIndex(index, { align: 'nearest' });
  }

  /** Tells what is in view, and what should be loaded next. */
  readonly look = (): void => {
    const scroller = this.#scroller;
    const virtual = this.#virtual;
    if (scroller === null || virtual === null || this.#items.length === 0) return;
    const { scrollTop, scrollHeight, clientHeight } = scroller;
    const below = scrollHeight - clientHeight - scrollTop;
    const atEnd = below <= END_SLACK && !this.#hasNewer;
    // The end may have moved away because rows turned out higher than they were taken for: nobody scrolled up then.
    const grown = this.#following && !atEnd && !this.#hasNewer && scrollTop >= this.#scrollTop;
    // Whoever scrolls meanwhile reads on from there.
    if (this.#held !== null && scrollTop !== this.#scrollTop) this.#held = this.#readRow();
    this.#scrollTop = scrollTop;
    this.#following = atEnd || grown;
    if (grown) this.#stick();
    const index = Math.max(0, virtual.findItemIndex(scrollTop));
    const top = this.#items[index];
    const last = this.#items[virtual.findItemIndex(scrollTop + clientHeight - END_SLACK / 2)];
    if (top !== undefined) {
      const into = scrollTop - this.#rowTop(virtual, index);
      this.#events.onPlace({ key: top.message.key, into, atEnd: this.#following });
      // At the end nobody asks for the day, and a day line that is in view says it itself.
      const dayInView = scrollTop < this.#headHeight() || (top.startsDay && into < DAY_LINE);
      const named = this.#following || dayInView;
      this.#events.onView({ atEnd: this.#following, topAt: named ? null : top.message.createdAt });
    }
    if (last !== undefined) this.#events.onSeen(last);
    if (scrollTop < LOAD_AHEAD) this.#events.onNear('older');
    if (below < LOAD_AHEAD) this.#events.onNear('newer');
  };

  /** The row that is read: the one under the pointer, else that in the middle of the view. */
  #readRow(): { key: string; top: number } | null {
    const scroller = this.#scroller;
    const virtual = this.#virtual;
    if (scroller === null || virtual === null) return null;
    const { scrollTop, clientHeight } = scroller;
    const pointed = scroller.querySelector<HTMLElement>('[data-key]:hover')?.dataset['key'];
    const under = this.#items.findIndex((item) => item.message.key === pointed);
    const index = under === -1 ? virtual.findItemIndex(scrollTop + clientHeight / 2) : under;
    const key = this.#items[index]?.message.key;
    return key === undefined ? null : { key, top: this.#rowTop(virtual, index) - scrollTop };
  }

  #rowTop(virtual: VirtualizerHandle, index: number): number {
    return this.#headHeight() + virtual.getItemOffset(index);
  }

  #stick(): void {
    if (this.#scroller !== null) this.#scroller.scrollTop = this.#scroller.scrollHeight;
  }

  /** Moves to a target as the rows are measured now; tells whether it was there already. */
  #placeAt(target: Target): boolean {
    const scroller = this.#scroller;
    const virtual = this.#virtual;
    if (scroller === null || virtual === null) return false;
    const most = scroller.scrollHeight - scroller.clientHeight;
    const wanted = Math.min(most, Math.max(0, this.#offsetOf(target, scroller, virtual, most)));
    if (Math.abs(scroller.scrollTop - wanted) <= 1) return true;
    scroller.scrollTop = wanted;
    return false;
  }

  #offsetOf(target: Target, scroller: HTMLElement, virtual: VirtualizerHandle, most: number): number {
    if (target.kind === 'end') return most;
    const index = this.#items.findIndex((item) => item.message.key === target.key);
    if (index === -1) return scroller.scrollTop;
    const top = this.#rowTop(virtual, index);
    if (target.kind === 'row') return top + target.into;
    return top + virtual.getItemSize(index) / 2 - scroller.clientHeight / 2;
  }

  /**
   * What is read stays where it is on the screen: at the end, the end; else, when something above the timeline came
   * or went, the rows. This runs after layout and before paint.
   */
  #resized(): void {
    const scroller = this.#scroller;
    if (scroller === null) return;
    const { top } = scroller.getBoundingClientRect();
    const moved = top - this.#top;
    this.#top = top;
    if (this.#following) this.#stick();
    else if (moved !== 0) scroller.scrollTop += moved;
    this.look();
  }
}
