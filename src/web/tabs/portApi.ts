import { refused } from '../../client/app/answer.ts';
import type { AppApi, AppOutput, AppRequestName, Result } from '../../shared/ipc/contract.ts';
import type { Delta } from '../../shared/ipc/deltas.ts';
import { parseUntrusted } from '../../shared/model/parseUntrusted.ts';
import { type FromTab, type Port, type ToTab, toTabSchema } from './messages.ts';

/** What the app asks of a tab besides answering it. */
export type TabOrder = Extract<ToTab, { type: 'show' | 'withdraw' | 'open' }>;

export type PortApi = AppApi & {
  /** Resolves when the app has said that it is there, with the lock that it holds, if any. */
  ready: Promise<string | null>;
  tell(message: Exclude<FromTab, { type: 'call' }>): void;
  onOrder(listener: (order: TabOrder) => void): void;
  /** Something was heard of the app, whatever it is. */
  onHeard(listener: () => void): void;
  /** Nobody is at the other end, or need be: what waits is refused, and nothing is heard any more. */
  end(): void;
};

const hasGone = refused('internal', 'The app behind this tab has ended.');

/** A tab's end of a port to the app: requests go out with numbers, answers and deltas come back. */
export function portApi(port: Port, report: (what: string, detail: unknown) => void): PortApi {
  const waiting = new Map<number, (result: Result<unknown>) => void>();
  const listeners = new Set<(deltas: Delta[]) => void>();
  const { promise: ready, resolve: isReady } = Promise.withResolvers<string | null>();
  let heard: () => void = () => undefined;
  let hasEnded = false;
  let order: (order: TabOrder) => void = () => undefined;
  let calls = 0;
  const tell = (message: FromTab) => port.postMessage(message);

  port.addEventListener('message', ({ data }) => {
    const message = parseUntrusted(toTabSchema, data);
    if (!message.success) return report('The app said what no app says', message.error.issues);
    const said = message.data;
    if (hasEnded) return;
    heard();
    switch (said.type) {
      case 'ready':
        return isReady(said.lock);
      case 'beats':
        return;
      case 'answered':
        waiting.get(said.id)?.(said.result);
        waiting.delete(said.id);
        return;
      case 'deltas':
        // The window parses each of them.
        for (const listener of listeners) listener(said.deltas as Delta[]);
        return;
      default:
        return order(said);
    }
  });
  port.start();

  return {
    ready,
    tell,
    onOrder(listener) {
      order = listener;
    },
    onHeard(listener) {
      heard = listener;
    },
    end() {
      hasEnded = true;
      // In case it lives after all: it must not count a tab that does not listen.
      tell({ type: 'leaves' });
      port.close();
      for (const answered of waiting.values()) answered(hasGone);
      waiting.clear();
    },
    call: <N extends AppRequestName>(name: N, input: unknown) =>
      new Promise<Result<AppOutput<N>>>((resolve) => {
        if (hasEnded) return resolve(hasGone);
        calls += 1;
        // The answer to a request of this name, made by the same build's handler of it.
        waiting.set(calls, resolve as (result: Result<unknown>) => void);
        tell({ type: 'call', id: calls, name, input });
      }),
    onDeltas(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
}
