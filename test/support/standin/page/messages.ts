/** What a page tells the stand-in. `document` names one load of the page, so that no answer reaches a later one. */
export type FromPage =
  | { kind: 'invoke'; id: number; channel: string; args: unknown[] }
  | { kind: 'send'; channel: string; args: unknown[] }
  | { kind: 'open'; url: string; frameName: string; features: string }
  | { kind: 'menu'; params: Record<string, unknown> }
  | { kind: 'title'; title: string };

/** What the stand-in tells a page. */
export type ToPage =
  | { kind: 'reply'; document: string; id: number; ok: boolean; value: unknown }
  | { kind: 'push'; channel: string; args: unknown[] }
  | { kind: 'state'; focused: boolean; visible: boolean };

/** One packet of page messages: everything that was queued within one turn of the page's event loop. */
export type PagePacket = { document: string; messages: FromPage[] };

/** The name of the binding through which a page sends, and of the symbol under which it receives. */
export const BINDING = '__standinSend';
export const RECEIVER = 'parley.standin.receive';
