import { writeFileSync } from 'node:fs';
import { conversationStream } from '../../src/shared/model/stream.ts';
import type { Suite } from '../Suite.ts';
import { type Curve, pointOf } from './Curve.ts';
import { costOf, repeat, report } from './costOf.ts';
import { drawCurves } from './drawCurves.ts';
import { inSpace } from './spaces.ts';

/** One reply to `sync`. */
const PAGE = { events: 500, bytes: 512 * 1024 };
const SENDERS = 8;

type Sizes = { members: number[]; conversations: number[]; history: number[] };

/** What the store's work costs, in processor time, while what it works on becomes ten and a hundred times as much. */
export const growth: Suite = async ({ quick, print, svg }) => {
  const sizes: Sizes = quick
    ? { members: [10, 100], conversations: [10, 100], history: [1000, 10_000] }
    : { members: [10, 100, 1000], conversations: [10, 100, 1000], history: [1000, 10_000, 100_000] };
  const curves = [
    ...(await byMembers(sizes.members)),
    ...(await byConversations(sizes.conversations)),
    ...(await byHistory(sizes.history)),
  ];
  if (svg !== undefined) writeFileSync(svg, drawCurves(curves));
  return curves.flatMap((curve) => report(curve, print));
};

async function byMembers(sizes: number[]): Promise<Curve[]> {
  const sending: Curve = { name: 'sending', of: 'members', unit: 'µs', points: [] };
  const opening: Curve = { name: 'a snapshot', of: 'members', unit: 'µs', points: [] };
  for (const size of sizes)
    await inSpace(async (space) => {
      const id = await space.channelOf(size);
      const senders = space.people.slice(0, SENDERS);
      sending.points.push(pointOf(size, await costOf(800, () => space.send(id, 800, senders))));
      const [reader] = space.people;
      if (reader === undefined) return;
      const open = () => space.store.snapshot(reader, conversationStream(id));
      opening.points.push(pointOf(size, await costOf(50, () => repeat(50, open))));
    });
  return [sending, opening];
}

async function byConversations(sizes: number[]): Promise<Curve[]> {
  const sending: Curve = { name: 'sending', of: 'conversations', unit: 'µs', points: [] };
  const connecting: Curve = { name: 'connecting', of: 'conversations', unit: 'µs', points: [] };
  for (const size of sizes)
    await inSpace(async (space) => {
      const [first] = [await space.channelOf(SENDERS)];
      for (let made = 1; made < size; made += 1) await space.channelOf(SENDERS);
      sending.points.push(pointOf(size, await costOf(800, () => space.send(first, 800, space.people))));
      const [reader] = space.people;
      if (reader === undefined) return;
      const connect = () => space.store.readableStreams(reader);
      connecting.points.push(pointOf(size, await costOf(20, () => repeat(20, connect))));
    });
  return [sending, connecting];
}

async function byHistory(sizes: number[]): Promise<Curve[]> {
  const curve = (name: string): Curve => ({ name, of: 'messages', unit: 'µs', points: [] });
  const [sending, paging, missing, counting] = [
    curve('sending'),
    curve('a page of history'),
    curve('500 missed events'),
    curve('a snapshot, all unread'),
  ];
  for (const size of sizes)
    await inSpace(async (space) => {
      const id = await space.channelOf(SENDERS);
      const [reader, ...writers] = space.people;
      if (reader === undefined) return;
      await space.send(id, size, writers);
      const stream = conversationStream(id);
      const middle = Math.floor(size / 2);
      const page = () => space.store.history(reader, { conversationId: id, beforeSeq: middle, limit: 50 });
      const catchUp = () => space.store.eventsAfter(reader, stream, middle, PAGE);
      const open = () => space.store.snapshot(reader, stream);
      paging.points.push(pointOf(size, await costOf(100, () => repeat(100, page))));
      missing.points.push(pointOf(size, await costOf(20, () => repeat(20, catchUp))));
      counting.points.push(pointOf(size, await costOf(20, () => repeat(20, open))));
      sending.points.push(pointOf(size, await costOf(800, () => space.send(id, 800, writers))));
    });
  return [sending, paging, missing, counting];
}
