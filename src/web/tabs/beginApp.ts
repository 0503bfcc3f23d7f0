import { AppFault } from '../../client/app/AppFault.ts';
import { refused } from '../../client/app/answer.ts';
import type { Log } from '../../client/app/Log.ts';
import type { Result } from '../../shared/ipc/contract.ts';
import { StorageError } from '../idb/StorageError.ts';
import { fromTabSchema, type Port, type ToTab } from './messages.ts';

type Running = { connect(port: Port): void };

/** What a tab is told where the app cannot answer: a page shows words, and never nothing. */
export function refusalOf(error: unknown): Result<never> {
  if (error instanceof AppFault) return refused(error.code, error.message);
  if (error instanceof StorageError)
    return refused(error.code === 'newer' ? 'client_too_old' : 'internal', error.message);
  return refused('internal', 'Something went wrong in the app.');
}

/** An app that may not be able to begin, such as when a later version has been here: it says so to whoever asks, and tries again then. */
export function beginApp(begin: () => Promise<Running>, log: Log): Running {
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
  function standIn(port: Port): void {
    let heard: unknown[] = [];
    const say = (message: ToTab) => port.postMessage(message);
    const hear = ({ data }: MessageEvent): void => {
      const said = fromTabSchema.safeParse(data).data?.type;
      if (said === 'beats') say({ type: 'beats' });
      else heard.push(data);
      if (said === 'call') void again().then(handOver, refuse);
    };
    function handOver(app: Running): void {
      port.removeEventListener('message', hear);
      const missed = heard;
      heard = [];
      // The first of its calls has brought it here already.
      if (missed.length === 0) return;
      app.connect(port);
      for (const data of missed) port.dispatchEvent(new MessageEvent('message', { data }));
    }
    function refuse(error: unknown): void {
      for (const one of heard) {
        const said = fromTabSchema.safeParse(one).data;
        if (said?.type === 'call') say({ type: 'answered', id: said.id, result: refusalOf(error) });
      }
      heard = heard.filter((one) => fromTabSchema.safeParse(one).data?.type !== 'call');
    }
    port.addEventListener('message', hear);
    port.start();
    say({ type: 'ready', lock: null });
  }

  return {
    connect(port) {
      running.then(
        (app) => app.connect(port),
        () => standIn(port),
      );
    },
  };
}
