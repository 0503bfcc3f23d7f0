/** What the page of this bench measures; times are in ms. */
export type Measures = {
  /** Fills a new cache with so many messages in ten conversations that grew side by side. */
  fill(name: string, messages: number): Promise<void>;
  /** Opening a cache, reading what the window needs and the first page of a conversation. */
  open(name: string): Promise<number>;
  /** Reading the newest page of a conversation, so many times. */
  pages(name: string, reads: number): Promise<number[]>;
  /** Coming back: so many missed messages in one conversation, in pages, until the newest page reads. */
  catchUp(name: string, missed: number): Promise<number>;
  /** A bare `put` of the same messages into one store without an index, a transaction for a page. */
  putBare(name: string, missed: number): Promise<number>;
  /** Searching in all conversations or in one, up to a full first page. */
  search(name: string, text: string, one: boolean): Promise<{ time: number; hits: number }>;
};
