import type { Asker } from '../../client/app/answer.ts';
import type { IdleMonitor } from '../../client/app/watchIdle.ts';
import type { Clock } from '../../client/clock.ts';
import type { AppRequestName, Result } from '../../shared/ipc/contract.ts';
import type { ConversationId, SpaceId } from '../../shared/model/ids.ts';
import { parseUntrusted } from '../../shared/model/parseUntrusted.ts';
import { refusalOf } from './beginApp.ts';
import { type FromTab, fromTabSchema, type Port, type ToTab } from './messages.ts';

/** A tab that was not heard for so long is gone, in ms. A browser lets a hidden page speak once a minute. */
const SILENT_FOR_MS = 3 * 60_000;

type Attention = { spaceId: SpaceId | null; conversationId: ConversationId | null };
type Tab = {
  say(message: ToTab): void;
  attention: Attention;
  visible: boolean;
  focused: boolean;
  heardAt: number;
  /** Whether a lock tells when it goes, so that it need not be heard. */
  isHeld: boolean;
};

export type TabsOptions = {
  clock: Clock;
  /** `undefined` where there are none, as on plain HTTP. */
  locks: Pick<LockManager, 'request'> | undefined;
  answer(name: AppRequestName, input: unknown, asker: Asker): Promise<Result<unknown>>;
  onWoke(): void;
  /** A tab that had left is there again: it has missed what was said meanwhile. */
  onBack(asker: Asker): void;
  /** A tab has left. */
  onGone(asker: Asker): void;
  onNotification(told: Extract<FromTab, { type: 'clicked' | 'gone' }>, asker: Asker): void;
  report(what: string, detail: unknown): void;
};

export type Tabs = ReturnType<typeof createTabs>;

/** The tabs that one app is behind: each has a port and a number, and says how it stands. */
export function createTabs(options: TabsOptions) {
  const { clock, locks, report } = options;
  const tabs = new Map<Asker, Tab>();
  let numbers = 0;
  let touchedAt = clock.now();
  let onResume: () => void = () => undefined;

  /** Ports end without a word: what a tab shows must not be taken for seen when it is long gone. */
  function forget(number: Asker): void {
    const tab = tabs.get(number);
    // Its lock may be gone with it; one that comes back holds another.
    if (tab) tab.isHeld = false;
    if (tabs.delete(number)) options.onGone(number);
  }

  function present(): Tab[] {
    const since = clock.now() - SILENT_FOR_MS;
    return [...tabs.values()].filter(({ isHeld, heardAt }) => isHeld || heardAt >= since);
  }

  /** Whatever happens, a window that asks is answered. */
  async function answerTo(said: Extract<FromTab, { type: 'call' }>, number: Asker): Promise<Result<unknown>> {
    try {
      return await options.answer(said.name, said.input, number);
    } catch (error) {
      report(`${said.name} was not answered`, error);
      return refusalOf(error);
    }
  }

  function hear(number: Asker, tab: Tab, said: FromTab): void {
    tab.heardAt = clock.now();
    const isBack = !tabs.has(number) && said.type !== 'leaves';
    tabs.set(number, tab);
    if (isBack) options.onBack(number);
    switch (said.type) {
      case 'call':
        void answerTo(said, number).then((result) => tab.say({ type: 'answered', id: said.id, result }));
        break;
      case 'beats':
        tab.say({ type: 'beats' });
        break;
      case 'holds':
        tab.isHeld = true;
        // Given once the tab that holds it is gone.
        locks
          ?.request(said.lock, () => forget(number))
          .catch((error: unknown) => report('a tab could not be watched', error));
        break;
      case 'looks':
        tab.visible = said.visible;
        tab.focused = said.focused;
        if (said.visible) onResume();
        break;
      case 'touched':
        touchedAt = clock.now();
        onResume();
        break;
      case 'woke':
        options.onWoke();
        break;
      case 'leaves':
        forget(number);
        break;
      case 'clicked':
      case 'gone':
        options.onNotification(said, number);
        break;
    }
  }

  return {
    /** A tab has opened. */
    add(port: Port): void {
      numbers += 1;
      const number = numbers;
      const tab: Tab = {
        say: (message) => port.postMessage(message),
        attention: { spaceId: null, conversationId: null },
        visible: true,
        focused: false,
        heardAt: clock.now(),
        isHeld: false,
      };
      tabs.set(number, tab);
      touchedAt = clock.now();
      port.addEventListener('message', ({ data }) => {
        const said = parseUntrusted(fromTabSchema, data);
        if (said.success) hear(number, tab, said.data);
        else report('A tab said what no tab says', said.error.issues);
      });
      port.start();
    },

    say(message: ToTab): void {
      for (const tab of tabs.values()) tab.say(message);
    },

    sayTo(asker: Asker, message: ToTab): void {
      tabs.get(asker)?.say(message);
    },

    /** To the one that a person looks at, or else the one that was heard last: notifications need one tab to show them. */
    sayToOne(message: ToTab): void {
      const rank = ({ focused, visible }: Tab) => (focused ? 2 : visible ? 1 : 0);
      const [best] = present().toSorted(
        (one, other) => rank(other) - rank(one) || other.heardAt - one.heardAt,
      );
      best?.say(message);
    },

    setAttention(asker: Asker, attention: Attention): void {
      const tab = tabs.get(asker);
      if (tab) tab.attention = attention;
    },

    /** Whether a tab that has the focus shows this conversation, or anything of this space. */
    isInFront: (spaceId: SpaceId, conversationId: ConversationId | undefined): boolean =>
      present().some(({ visible, focused, attention }) => {
        if (!visible || !focused || attention.spaceId !== spaceId) return false;
        return conversationId === undefined || attention.conversationId === conversationId;
      }),

    /** As `watchIdle` asks a system: nobody is there who touches no tab, or sees none. */
    idle: {
      getSystemIdleTime: () =>
        present().some(({ visible }) => visible)
          ? (clock.now() - touchedAt) / 1000
          : Number.POSITIVE_INFINITY,
      on(event, listener) {
        if (event === 'resume') onResume = listener;
      },
    } satisfies IdleMonitor,
  };
}
