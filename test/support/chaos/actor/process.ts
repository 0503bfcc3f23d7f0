import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { createEngine } from '../../../../src/client/createEngine.ts';
import type { Engine, EngineObserver } from '../../../../src/client/Engine.ts';
import { systemClock } from '../../../../src/main/clock.ts';
import { createOpening } from '../../../../src/main/spaces/createOpening.ts';
import { createTransports } from '../../../../src/main/trust/createTransports.ts';
import { createVault } from '../../../../src/main/vault/createVault.ts';
import { MAX_TEXT_LENGTH } from '../../../../src/shared/model/text.ts';
import { DatabaseError } from '../../../../src/sqlite/DatabaseError.ts';
import { findFault } from '../../../../src/sqlite/findFault.ts';
import { createRandom } from '../../fakeApi/random.ts';
import { observeTransport } from './observeTransport.ts';
import { performAct } from './performAct.ts';
import { readState } from './readState.ts';
import type { ActorSetup, FromActor, Order, Standing } from './talk.ts';

/** One in so many texts is as long as a text may be. */
const LONG_EVERY = 25;

/** One person's desktop without its windows, in a process of its own: storage, engine and session as the app has them. */
const setup = JSON.parse(process.argv[2] ?? '') as ActorSetup;
const { folder, address, pin, people, spaceId, userId, username, device, password } = setup;
const main = join(import.meta.dirname, '../../../../src/main');
const checkWorkerPath = join(main, '../sqlite/check.worker.ts');
const random = createRandom(setup.seed).next;
const say = (message: FromActor): void => void process.send?.(message);
const report = (what: string, detail: unknown = '') =>
  say({ type: 'reported', what, detail: String(detail) });

const codeOf = (error: unknown) => (error instanceof DatabaseError ? error.code : null);

mkdirSync(folder, { recursive: true });
const socketTransport = createTransports()(pin);
const transport = observeTransport(
  socketTransport,
  userId,
  (acknowledged) => say({ type: 'acknowledged', ...acknowledged }),
  (event, past) => say({ type: 'strange', event, ...past }),
  (clientId) => say({ type: 'settled', clientId }),
  (refused) => say({ type: 'turnedDown', ...refused }),
);
const vault = createVault({
  path: join(folder, 'session'),
  keychain: {
    isSafe: () => true,
    encrypt: (text) => Buffer.from(text),
    decrypt: (bytes) => bytes.toString(),
  },
  onSessionOnly() {},
  onUnreadable: (error) => report('the session could not be read', error),
});

/** Looks at the cache that the opening has put off. */
const checks = new Set<symbol>();
const opening = createOpening(
  {
    log: { warn: report, error: report },
    storageWorkerPath: join(main, 'cache/worker/storage.worker.ts'),
    checkWorkerPath,
    clock: {
      ...systemClock,
      after(ms, callback) {
        const check = Symbol();
        checks.add(check);
        const cancel = systemClock.after(ms, () => {
          checks.delete(check);
          callback();
        });
        return () => {
          checks.delete(check);
          cancel();
        };
      },
    },
  },
  {
    folder,
    me: userId,
    createEngine: ({ cache, outbox }) =>
      createEngine({
        spaceId,
        userId,
        address,
        cache,
        outbox,
        transport,
        vault,
        clock: systemClock,
        random,
        observer,
      }),
    onCacheRebuilt: () => say({ type: 'rebuilt' }),
    onOutboxMended: () => say({ type: 'mended' }),
    onRefused: (error) => say({ type: 'refused', message: String(error), code: codeOf(error) }),
  },
);

const observer: EngineObserver = {
  onDelta() {},
  onRestored: () => say({ type: 'restored' }),
  onConnection(view) {
    if (view.status === 'stopped' && view.reason === 'signed_out') void toldToSignIn();
  },
  onName() {},
  onUnread() {},
  onArrival() {},
  onReport: ({ what, detail }) => report(what, detail),
};

let texts = 0;
/** Never the same twice; some call everyone. */
function text(): string {
  const words = `${device} ${setup.seed} ${++texts}${texts % 4 === 0 ? ' @everyone' : ''}`;
  return texts % LONG_EVERY === 0 ? words.padEnd(MAX_TEXT_LENGTH, ' and so on') : words;
}

async function obey(order: Order): Promise<unknown> {
  if (order.kind === 'close') return opening.close();
  const { engine } = await opening.open();
  switch (order.kind) {
    case 'act': {
      return performAct({ engine, me: userId, people, text, say }, order.act, order.what);
    }
    case 'reconnect':
      return engine.reconnect();
    case 'state':
      return readState(engine);
    case 'mend':
      return mend();
    case 'letIn':
      return letIn(engine);
    case 'stand':
      return stand();
  }
}

/**
 * What a person does about what only they can: signs in again, clicks once there is room, tries again what a server had a fault
 * with, gives up what was refused.
 */
async function mend(): Promise<void> {
  const { engine } = await opening.open();
  const connection = engine.connection();
  if (connection.status === 'stopped' && connection.reason === 'signed_out') await signIn();
  else if (connection.status !== 'online') engine.reconnect();
  const { outbox } = await engine.content();
  for (const { clientId, action, state, error } of outbox) {
    if (state !== 'refused') continue;
    const { code, message } = error ?? { code: 'none', message: 'It was refused without a reason.' };
    if (code === 'internal') {
      await engine.retry({ clientId });
      continue;
    }
    say({ type: 'givenUp', clientId, refusal: { code, message } });
    // With what makes a conversation goes all that was written in it, until now and meanwhile.
    if (action.kind === 'create') say({ type: 'abandoned', conversationId: clientId });
    await engine.discard({ clientId });
  }
}

async function letIn(engine: Engine): Promise<void> {
  for (const one of people)
    if ((engine.user(one)?.state ?? 'active') !== 'active')
      await engine.ask({ question: { name: 'user:state', payload: { userId: one, state: 'active' } } });
}

async function stand(): Promise<Standing> {
  const isChecked =
    checks.size === 0 && (await findFault(checkWorkerPath, join(folder, 'cache.sqlite'))) === null;
  const { engine, storage } = await opening.open();
  const rows = await storage.outbox.rows();
  const waiting = rows.map(({ action, attempted, refusal, discarded }) =>
    [action.kind, attempted && 'attempted', discarded && 'discarded', refusal?.code]
      .filter(Boolean)
      .join(' '),
  );
  const connection = engine.connection();
  const isSettled = isChecked && checks.size === 0;
  const why = connection.status === 'stopped' ? `stopped: ${connection.reason}` : connection.status;
  return { connection: why, waiting, isSound: isSettled };
}

/** Does so at once; where that cannot be done or stored just now, mending does it later. */
async function toldToSignIn(): Promise<void> {
  say({ type: 'signedOut', had: (await vault.read()) !== null });
  await signIn().catch((error: unknown) => report('could not sign in', error));
}

let signingIn: Promise<void> | undefined;
/** Once at a time, as in a window. */
function signIn(): Promise<void> {
  signingIn ??= enter().finally(() => {
    signingIn = undefined;
  });
  return signingIn;
}

async function enter(): Promise<void> {
  say({ type: 'signingIn' });
  const session = await socketTransport.login(address, { username, password, device });
  if (!session.ok) return report('could not sign in', JSON.stringify(session.failure));
  await vault.write(session.data.refreshToken);
  say({ type: 'signedIn' });
  (await opening.open()).engine.signedIn();
}

process.on('message', async ({ id, order }: { id: number; order: Order }) => {
  try {
    say({ type: 'answered', id, value: await obey(order) });
  } catch (error) {
    const { name, message } = error instanceof Error ? error : { name: 'unknown', message: String(error) };
    say({ type: 'failed', id, name, message, code: codeOf(error) });
  }
});
process.on('disconnect', () => process.exit(0));
opening.open().then(
  () => say({ type: 'started' }),
  () => say({ type: 'started' }),
);
