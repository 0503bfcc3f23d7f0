import { Counter, collectDefaultMetrics, Gauge, Histogram, Registry } from 'prom-client';
import type { Metrics } from '../metrics.ts';

/** What is measured only when somebody asks. */
export type Gauges = {
  connections(): number;
  rooms(): number;
  backlogBytes(): number;
  uptimeSeconds(): number;
};

/** Metrics that can be read as Prometheus does (text format 0.0.4). */
export type ReadableMetrics = Metrics & { readonly contentType: string; read(): Promise<string> };

/** Seconds: from what a lone message takes to what people notice. */
const LATENCY_BUCKETS = [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5];
const COMMIT_BUCKETS = [1, 2, 4, 8, 16, 32, 64, 128, 256];

/**
 * The metrics of one server, in a registry of its own, besides those of its process: memory, event loop, file
 * descriptors. What is counted for every message is bound to its labels once, since finding them takes longer than counting.
 */
export function createMetrics(gauges: Gauges): ReadableMetrics {
  const registry = new Registry();
  const registers = [registry];
  const counter = <L extends string>(name: string, help: string, labelNames: readonly L[] = []) =>
    new Counter({ name: `parley_${name}`, help, labelNames, registers });
  const gauge = (name: string, help: string, value: () => number) =>
    new Gauge({
      name: `parley_${name}`,
      help,
      registers,
      collect() {
        this.set(value());
      },
    });

  gauge('connections', 'Sockets connected now.', gauges.connections);
  gauge('rooms', 'Streams that somebody connected is subscribed to.', gauges.rooms);
  gauge('backlog_bytes', 'What waits for sockets that do not take it, in bytes.', gauges.backlogBytes);
  gauge('uptime_seconds', 'Seconds since the start.', gauges.uptimeSeconds);
  const requests = counter('requests_total', 'Requests answered over sockets.', ['request', 'outcome']);
  const events = counter('events_total', 'Events committed, by type.', ['type']);
  const syncPages = counter('sync_pages_total', 'Replies to sync.');
  const limited = counter('rate_limited_total', 'Requests refused by an empty bucket.', ['kind']);
  const errors = counter('errors_total', 'Faults of the server, each of them logged.');
  const refused = counter('refused_connections_total', 'Sockets not let in, by reason.', ['reason']);
  const dropped = counter(
    'unacknowledged_total',
    'Requests dropped since they asked for no acknowledgement.',
  );
  const slowReaders = counter('slow_readers_total', 'Sockets cut off since too much waited for them.');
  const lastBackup = new Gauge({
    name: 'parley_last_backup_timestamp_seconds',
    help: 'When the newest backup was made; 0 while there is none.',
    registers,
  });
  const latency = new Histogram({
    name: 'parley_acknowledge_seconds',
    help: 'From the arrival of a request to its answer.',
    labelNames: ['request'],
    buckets: LATENCY_BUCKETS,
    registers,
  });
  const commitSize = new Histogram({
    name: 'parley_commit_commands',
    help: 'Commands made durable by one commit.',
    buckets: COMMIT_BUCKETS,
    registers,
  });
  const commitTime = new Histogram({
    name: 'parley_commit_seconds',
    help: 'What one commit took.',
    buckets: LATENCY_BUCKETS,
    registers,
  });

  const answers = bound((key) => {
    const [request = '', outcome = ''] = key.split(' ');
    return { count: requests.labels(request, outcome), time: latency.labels(request) };
  });
  const eventsOf = bound((type) => events.labels(type));
  return {
    contentType: registry.contentType,
    read: () => Registry.merge([registry, ofProcess()]).metrics(),
    answered(request, outcome, seconds) {
      const answer = answers(`${request} ${outcome}`);
      answer.count.inc();
      answer.time.observe(seconds);
      if (request === 'sync' && outcome === 'ok') syncPages.inc();
    },
    committed(commands, seconds) {
      commitSize.observe(commands);
      commitTime.observe(seconds);
    },
    published(changes) {
      for (const change of changes) if (change.kind === 'event') eventsOf(change.event.type).inc();
    },
    rateLimited: (kind) => limited.labels(kind).inc(),
    faulted: () => errors.inc(),
    connectionRefused: (code) => refused.labels(code).inc(),
    unacknowledged: () => dropped.inc(),
    slowReader: () => slowReaders.inc(),
    backedUp: (at) => lastBackup.set(at / 1000),
  };
}

let processRegistry: Registry | undefined;

/** The metrics of the process, whose observers never end: one for all servers that it ever runs. */
function ofProcess(): Registry {
  if (processRegistry === undefined) {
    processRegistry = new Registry();
    collectDefaultMetrics({ register: processRegistry });
  }
  return processRegistry;
}

/** Remembers what was made for each key. */
function bound<T>(make: (key: string) => T): (key: string) => T {
  const made = new Map<string, T>();
  return (key) => {
    let found = made.get(key);
    if (found === undefined) {
      found = make(key);
      made.set(key, found);
    }
    return found;
  };
}
