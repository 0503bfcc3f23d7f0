import { text as readText } from 'node:stream/consumers';
import { setTimeout as wait } from 'node:timers/promises';
import { processorTime } from '../processorTime.ts';
import { type Delivery, type Dialect, dialects } from './frames.ts';
import { type Plan, planSchema, type Result } from './plan.ts';
import { RawSocket } from './RawSocket.ts';

/**
 * Many people in rooms, of whom some send as fast as they are acknowledged. Speaks Socket.IO's packets by
 * hand over bare sockets, and reads a packet that all of a room get once: so that the servers are what is
 * measured. Takes a plan on its input and prints a result.
 */
const DRAIN_MS = 10_000;
/** Enough of a packet to hold the number of its first message. */
const HEAD_BYTES = 160;

type Counts = { sent: number; acknowledged: number; refused: number; delivered: number; inOrder: boolean };
/** The packet last seen in a room, told by its beginning and length, and what it brings: everyone there gets the same. */
type Seen = { head: Buffer; length: number; delivery: Delivery | undefined };
type Room = { id: string; seen: Seen };

class Person {
  readonly #dialect: Dialect;
  readonly #room: Room;
  readonly #counts: Counts;
  readonly #socket: RawSocket;
  readonly #onReady = Promise.withResolvers<void>();
  #lastSeq = 0;
  #nextAck = 1;
  onAcknowledged: (ackId: number) => void = () => {};

  constructor(plan: Plan, room: Room, token: string, counts: Counts) {
    this.#dialect = dialects[plan.target];
    this.#room = room;
    this.#counts = counts;
    this.#socket = new RawSocket(plan.port, '/socket.io/?EIO=4&transport=websocket', (payload) =>
      this.#take(payload, token),
    );
  }

  ready(): Promise<void> {
    return this.#onReady.promise;
  }

  send(text: string): number {
    const ackId = this.#nextAck;
    this.#nextAck += 1;
    this.#counts.sent += 1;
    this.#socket.send(this.#dialect.send(ackId, this.#room.id, text));
    return ackId;
  }

  close(): void {
    this.#socket.close();
  }

  #take(data: Buffer, token: string): void {
    // "42" is an event, "43" an acknowledgement, "40" and "44" answers to connecting, "0" the opening, "2" a ping.
    if (data[0] === 0x34 && data[1] === 0x32) this.#takeEvents(data);
    else if (data[0] === 0x34 && data[1] === 0x33) this.#takeAcknowledgement(data.toString('latin1', 0, 32));
    else if (data[0] === 0x32) this.#socket.send('3');
    else if (data[0] === 0x30) this.#socket.send(`40${JSON.stringify({ token })}`);
    else if (data[0] === 0x34 && data[1] === 0x30) this.#join();
    else this.#onReady.reject(new Error(`The server says ${data.toString().slice(0, 200)}`));
  }

  #join(): void {
    const join = this.#dialect.join(this.#room.id);
    if (join === undefined) this.#onReady.resolve();
    else this.#socket.send(join);
  }

  #takeAcknowledgement(frame: string): void {
    const from = frame.indexOf('[');
    const ackId = Number(frame.slice(2, from));
    if (ackId === 0) {
      this.#onReady.resolve();
      return;
    }
    if (frame.startsWith('[{"ok":true', from)) this.#counts.acknowledged += 1;
    else this.#counts.refused += 1;
    this.onAcknowledged(ackId);
  }

  #takeEvents(data: Buffer): void {
    const { seen } = this.#room;
    if (data.length !== seen.length || !data.subarray(0, HEAD_BYTES).equals(seen.head)) {
      seen.head = Buffer.from(data.subarray(0, HEAD_BYTES));
      seen.length = data.length;
      seen.delivery = this.#dialect.parse(data.toString());
    }
    const { delivery } = seen;
    if (!delivery) return;
    if (!delivery.inOrder || delivery.first <= this.#lastSeq) this.#counts.inOrder = false;
    this.#lastSeq = delivery.last;
    this.#counts.delivered += delivery.count;
  }
}

type Load = { latencies: number[]; measure(on: boolean): void; stop(): void };

/**
 * Sends as people do, who do not wait for one another: at even times, in turn. A message is late from when it was due, not from
 * when it could be sent, so that a server that stalls is not spared those that would have come meanwhile.
 */
function createSteadyLoad(senders: Person[], { textLength }: Plan, perSecond: number): Load {
  const latencies: number[] = [];
  const text = 'x'.repeat(textLength);
  const dueAt = senders.map(() => new Map<number, number>());
  let isMeasuring = false;
  const startedAt = performance.now();
  let sent = 0;
  const nextDue = () => startedAt + ((sent + 1) * 1000) / perSecond;
  for (const [index, sender] of senders.entries())
    sender.onAcknowledged = (ackId) => {
      const due = dueAt[index]?.get(ackId);
      dueAt[index]?.delete(ackId);
      if (isMeasuring && due !== undefined) latencies.push(performance.now() - due);
    };
  const timer = setInterval(() => {
    for (let due = nextDue(); due <= performance.now(); due = nextDue()) {
      const index = sent % senders.length;
      sent += 1;
      const ackId = senders[index]?.send(text);
      if (ackId !== undefined) dueAt[index]?.set(ackId, due);
    }
  }, 1);
  return {
    latencies,
    measure: (on) => {
      isMeasuring = on;
    },
    stop: () => clearInterval(timer),
  };
}

/** Keeps `inFlight` messages of each sender under way, and notes how long those acknowledged in time took. */
function createLoad(senders: Person[], plan: Plan): Load {
  const { inFlight, textLength, perSecond } = plan;
  if (perSecond !== undefined) return createSteadyLoad(senders, plan, perSecond);
  const latencies: number[] = [];
  const text = 'x'.repeat(textLength);
  let isMeasuring = false;
  let isOver = false;
  for (const sender of senders) {
    const sentAt = new Map<number, number>();
    const send = () => sentAt.set(sender.send(text), performance.now());
    sender.onAcknowledged = (ackId) => {
      if (isMeasuring) latencies.push(performance.now() - (sentAt.get(ackId) ?? 0));
      sentAt.delete(ackId);
      if (!isOver) send();
    };
    for (let n = 0; n < inFlight; n += 1) send();
  }
  return {
    latencies,
    measure: (on: boolean) => {
      isMeasuring = on;
    },
    stop: () => {
      isOver = true;
    },
  };
}

async function run(plan: Plan): Promise<Result> {
  const counts: Counts = { sent: 0, acknowledged: 0, refused: 0, delivered: 0, inOrder: true };
  const people: Person[] = [];
  const senders: Person[] = [];
  for (const { id, tokens, senders: count } of plan.rooms) {
    const room: Room = { id, seen: { head: Buffer.alloc(0), length: 0, delivery: undefined } };
    const members = tokens.map((token) => new Person(plan, room, token, counts));
    await Promise.all(members.map((member) => member.ready()));
    people.push(...members);
    senders.push(...members.slice(0, count));
  }
  const serverTimeBefore = processorTime(plan.serverPid);
  const load = createLoad(senders, plan);
  await wait(plan.warmUpMs);
  load.measure(true);
  const [startedAt, cpuBefore] = [performance.now(), process.cpuUsage()];
  await wait(plan.measureMs);
  load.measure(false);
  const [elapsedMs, cpu] = [performance.now() - startedAt, process.cpuUsage(cpuBefore)];
  load.stop();
  const members = plan.rooms[0]?.tokens.length ?? 0;
  await drain(counts, members);
  const serverTime = (processorTime(plan.serverPid) - serverTimeBefore) / counts.sent;
  for (const person of people) person.close();
  const sorted = load.latencies.sort((a, b) => a - b);
  const at = (share: number) => sorted[Math.floor(sorted.length * share)] ?? 0;
  return {
    rate: (sorted.length / elapsedMs) * 1000,
    p50: at(0.5),
    p99: at(0.99),
    p999: at(0.999),
    cpu: (cpu.user + cpu.system) / 1000 / elapsedMs,
    serverTime: Number.isNaN(serverTime) ? null : serverTime,
    ...counts,
    expected: counts.sent * members,
  };
}

/** Until everything that was sent has reached everyone, or it is clear that it will not. */
async function drain(counts: Counts, members: number): Promise<void> {
  const until = performance.now() + DRAIN_MS;
  while (performance.now() < until) {
    const isAnswered = counts.acknowledged + counts.refused === counts.sent;
    if (isAnswered && counts.delivered >= counts.acknowledged * members) return;
    await wait(20);
  }
}

const result = await run(planSchema.parse(JSON.parse(await readText(process.stdin))));
process.stdout.write(`${JSON.stringify(result)}\n`);
