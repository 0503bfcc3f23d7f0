import { AppFault } from '../../client/app/AppFault.ts';
import { refused } from '../../client/app/answer.ts';
import type { Log } from '../../client/app/Log.ts';
import type { Result } from '../../shared/ipc/contract.ts';
import { parseUntrusted } from '../../shared/model/parseUntrusted.ts';
import { codeOf, StorageError } from '../idb/StorageError.ts';
import { fromTabSchema, type Port, type ToTab } from './messages.ts';

type Running = { connect(port: Port): void };

/** What a tab is told where the app cannot answer: a page shows words, and never nothing. */
export function refusalOf(error: unknown): Result<never> {
  if (error instanceof AppFault) return refused(error.code, error.message);
  if (error instanceof StorageError) return refused(codeOf(error), error.message);
  return refused('internal', 'Something went wrong in the app.');
}

export type BeginOptions = {
  begin(): Promise<Running>;
  /** The name of the lock that the app holds as long as it lives, by which its tabs learn of its end; `null` where there are none. */
  lock: Promise<string | null>;
  log: Log;
};

/**
 * An app that may not be there yet, or not be able to begin, such as when a later version has been here, or when another tab
 * holds what is kept. It says at once that it is there; what is asked of it waits, and is refused with words where it cannot
 * begin. Each that asks then has it tried again.
 */
export function beginApp({ begin, lock, log }: BeginOptions): Running {
  let hasFailed = false;
  let running = start();

  function start(): Promise<Running> {
    hasFailed = false;
    const made = begin();
    made.catch((error: unknown) => {
      hasFailed = true;
      log.error('the app could not begin', error);
    });
    return made;
  }

  /** One app for all tabs: it is begun anew only where the last try has failed. */
  function again(): Promise<Running> {
    if (hasFailed) running = start();
    return running;
  }

  /** Answers for the app until there is one, which is told then all that it has not heard. */
  function standIn(port: Port, name: string | null): void {
    let heard: unknown[] = [];
    let isOver = false;
    const say = (message: ToTab) => port.postMessage(message);
    const hear = ({ data }: MessageEvent): void => {
      const said = parseUntrusted(fromTabSchema, data).data?.type;
      if (said === 'beats') say({ type: 'beats' });
      else heard.push(data);
      if (said === 'call') void again().then(handOver, refuse);
    };
    function handOver(app: Running): void {
      if (isOver) return;
      isOver = true;
      port.removeEventListener('message', hear);
      app.connect(port);
      for (const data of heard) port.dispatchEvent(new MessageEvent('message', { data }));
    }
    function refuse(error: unknown): void {
      for (const one of heard) {
        const said = parseUntrusted(fromTabSchema, one).data;
        if (said?.type === 'call') say({ type: 'answered', id: said.id, result: refusalOf(error) });
      }
      heard = heard.filter((one) => parseUntrusted(fromTabSchema, one).data?.type !== 'call');
    }
    port.addEventListener('message', hear);
    port.start();
    say({ type: 'ready', lock: name });
    running.then(handOver, () => undefined);
  }

  return { connect: (port) => void lock.then((name) => standIn(port, name)) };
}
