import type { AppApi, AppOutput, AppRequestName, Result } from '../../shared/ipc/contract.ts';
import type { Delta } from '../../shared/ipc/deltas.ts';
import { type FromTab, type Port, type ToTab, toTabSchema } from './messages.ts';

/** What the app asks of a tab besides answering it. */
export type TabOrder = Extract<ToTab, { type: 'show' | 'withdraw' | 'open' }>;

export type PortApi = AppApi & {
  /** Resolves when the app has said that it is there. */
  ready: Promise<void>;
  tell(message: Exclude<FromTab, { type: 'call' }>): void;
  onOrder(listener: (order: TabOrder) => void): void;
};

/** A tab's end of a port to the app: requests go out with numbers, answers and deltas come back. */
export function portApi(port: Port, report: (what: string, detail: unknown) => void): PortApi {
  const waiting = new Map<number, (result: Result<unknown>) => void>();
  const listeners = new Set<(deltas: Delta[]) => void>();
  const { promise: ready, resolve: isReady } = Promise.withResolvers<void>();
  let order: (order: TabOrder) => void = () => undefined;
  let calls = 0;
  const tell = (message: FromTab) => port.postMessage(message);

  port.addEventListener('message', ({ data }) => {
    const message = toTabSchema.safeParse(data);
    if (!message.success) return report('The app said what no app says', message.error.issues);
    const said = message.data;
    switch (said.type) {
      case 'ready':
        return isReady();
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
    call: <N extends AppRequestName>(name: N, input: unknown) =>
      new Promise<Result<AppOutput<N>>>((resolve) => {
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
