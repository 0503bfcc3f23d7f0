import { AppFault } from '../../client/app/AppFault.ts';
import { refused } from '../../client/app/answer.ts';
import type { Clock } from '../../client/clock.ts';
import type { AppApi, AppInput, AppOutput, AppRequestName, Result } from '../../shared/ipc/contract.ts';
import type { Delta } from '../../shared/ipc/deltas.ts';
import type { SpaceId } from '../../shared/model/ids.ts';
import type { Life } from './life.ts';
import type { FromTab } from './messages.ts';
import type { PortApi, TabOrder } from './portApi.ts';
import { createStanding } from './requestKinds.ts';
import { toldAnew } from './toldAnew.ts';

/** An app that was found, and how to learn of its end. */
export type FoundApp = { api: PortApi; watch(onDeath: () => void): Life };

export type LastingOptions = {
  /** Rejects where none can be had, with `AppFault` if there are words for it. */
  find(): Promise<FoundApp>;
  clock: Clock;
  report(what: string, detail: unknown): void;
};

export type LastingApi = AppApi & Pick<PortApi, 'tell' | 'onOrder'>;

/** So long to wait before an app that could not be found after one had ended is looked for again, in ms. */
const AGAIN_AFTER_MS = 5_000;

/**
 * A tab's app for as long as the tab is there: what is asked of it before it is found waits, and when it ends, another one is
 * found in its place. What was asked of the one that ended is refused; the window loads again, and keeps what stands in it.
 * Where none can begin, everything is refused until `app:load` is asked for again.
 */
export function lastingApi({ find, clock, report }: LastingOptions): LastingApi {
  const listeners = new Set<(deltas: Delta[]) => void>();
  /** How the tab stands, by kind: each app is told of it. */
  const told = new Map<FromTab['type'], Exclude<FromTab, { type: 'call' }>>();
  /** What it has asked that still holds: so is each asked. */
  const standing = createStanding();
  const clicks: Extract<FromTab, { type: 'clicked' }>[] = [];
  const known = new Set<SpaceId>();
  let order: (order: TabOrder) => void = () => undefined;
  let current: Promise<PortApi>;
  let now: { api: PortApi; life?: Life } | undefined;
  let hasFailed = false;
  let hasLeft = false;

  function hear(deltas: Delta[]): void {
    for (const delta of deltas) {
      if (delta.type === 'space.changed') known.add(delta.space.spaceId);
      if (delta.type === 'space.removed') known.delete(delta.spaceId);
    }
    for (const listener of listeners) listener(deltas);
  }

  function askStanding(api: PortApi): void {
    for (const { name, input } of standing.all()) void api.call(name, input as AppInput<typeof name>);
  }

  function use({ api, watch }: FoundApp): PortApi {
    const using: typeof now = { api };
    now = using;
    api.onDeltas(hear);
    api.onOrder((said) => order(said));
    for (const said of [...told.values(), ...clicks.splice(0)]) api.tell(said);
    askStanding(api);
    using.life = watch(() => {
      if (now === using) hasDied(using);
    });
    return api;
  }

  function begin(): Promise<PortApi> {
    hasFailed = false;
    current = find().then(use);
    current.catch((error: unknown) => {
      hasFailed = true;
      report('the app could not be started', error);
    });
    return current;
  }

  function hasDied({ api, life }: { api: PortApi; life?: Life }): void {
    report('the app behind this tab has ended; another one begins', undefined);
    now = undefined;
    life?.end();
    // First, so that whoever tries again at once already waits for the next one.
    const coming = comeBack();
    api.end();
    void coming;
  }

  async function comeBack(): Promise<void> {
    try {
      await tellAll(await begin());
    } catch {
      // It was reported where it failed.
      clock.after(AGAIN_AFTER_MS, () => void comeBack());
    }
  }

  /** All of it as the app has it now, for a window that shows what another one told. */
  async function tellAll(api: PortApi): Promise<void> {
    const loaded = await api.call('app:load', {});
    if (!loaded.ok) throw new AppFault(loaded.error.code, loaded.error.message);
    const isThere = new Set(loaded.data.spaces.map(({ spaceId }) => spaceId));
    const gone = [...known].filter((id) => !isThere.has(id));
    hear([...gone.map((spaceId) => ({ type: 'space.removed' as const, spaceId })), ...toldAnew(loaded.data)]);
  }

  async function call<N extends AppRequestName>(name: N, input: AppInput<N>): Promise<Result<AppOutput<N>>> {
    standing.note(name, input);
    if (name === 'app:load' && hasFailed) void begin();
    let api: PortApi;
    try {
      api = await current;
    } catch (error) {
      return error instanceof AppFault
        ? refused(error.code, error.message)
        : refused('internal', 'The app could not be started.');
    }
    now?.life?.ask();
    return api.call(name, input);
  }

  void begin();
  return {
    call,
    tell(said) {
      if (said.type === 'looks' || said.type === 'holds') told.set(said.type, said);
      if (now) now.api.tell(said);
      // Where a click leads is still to be shown once there is an app; the rest is told anew, or of no use to another one.
      else if (said.type === 'clicked') clicks.push(said);
      // A page that was put aside has left; once it is back, what it watched is watched again.
      if (hasLeft && said.type !== 'leaves' && now) askStanding(now.api);
      hasLeft = said.type === 'leaves';
    },
    onOrder(listener) {
      order = listener;
    },
    onDeltas(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
}
