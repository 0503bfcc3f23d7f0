import { describe, expect, it } from 'vitest';
import type { ConversationView } from '../../shared/ipc/views.ts';
import type { ConversationId } from '../../shared/model/ids.ts';
import { arrangeList, type Listed, matches, sectionOf } from './listing.ts';

const idOf = (name: string) => name as ConversationId;
const listed = (name: string, more: Partial<ConversationView> = {}): Listed => ({
  name,
  view: {
    id: idOf(name),
    kind: 'channel',
    everyone: false,
    joined: true,
    pending: null,
    unread: 0,
    createdAt: 0,
    lastMessageAt: null,
    ...more,
  } as ConversationView,
});
const person = (name: string, lastMessageAt: number) => listed(name, { kind: 'direct', lastMessageAt });
const all = [
  listed('board'),
  listed('general', { everyone: true }),
  listed('bees'),
  person('Tomás', 5),
  person('Dmitri', 9),
  listed('elsewhere', { joined: false }),
];
const favour = (...names: string[]) => new Map(names.map((name) => [idOf(name), { addedAt: 1 }]));
const section = (name: string, position: number, ...ids: string[]) => ({
  name,
  position,
  conversationIds: ids.map(idOf),
});
const none = { favourites: favour(), sections: new Map() };
const arranged = (...args: Parameters<typeof arrangeList>) =>
  arrangeList(...args).map(({ id, listed: inIt }) => [id, inIt.map(({ name }) => name)]);

describe('the sections of the list', () => {
  it('are channels by name, the one for everyone first, and people by who wrote last', () => {
    expect(arranged(all, none)).toEqual([
      ['channels', ['general', 'bees', 'board']],
      ['direct', ['Dmitri', 'Tomás']],
    ]);
  });

  it('begin with favourites and own sections in their order, where nothing moves by itself', () => {
    const sections = new Map([
      ['two', section('Work', 2, 'Dmitri', 'board')],
      ['one', section('Home', 1)],
    ]);
    expect(arranged(all, { favourites: favour('Tomás', 'bees'), sections })).toEqual([
      ['favourites', ['bees', 'Tomás']],
      ['one', []],
      ['two', ['board', 'Dmitri']],
      ['channels', ['general']],
      ['direct', []],
    ]);
  });

  it('hold each conversation once: a favourite is nowhere else, and the first section that names it has it', () => {
    const sections = new Map([
      ['one', section('Home', 1, 'bees', 'board')],
      ['two', section('Work', 2, 'board', 'gone')],
    ]);
    expect(arranged(all, { favourites: favour('bees'), sections }).slice(0, 3)).toEqual([
      ['favourites', ['bees']],
      ['one', ['board']],
      ['two', []],
    ]);
    expect(sectionOf(sections, idOf('board'))).toBe('one');
    expect(sectionOf(sections, idOf('general'))).toBeUndefined();
  });

  it('leave out what is archived, but not what is unread in it or open', () => {
    const old = { archivedAt: 3 };
    const views = [
      listed('quiet', old),
      listed('unread', { ...old, unread: 1 }),
      listed('open', old),
      listed('coming', { joined: false, pending: 'joining' }),
    ];
    expect(arranged(views, none, idOf('open'))[0]).toEqual(['channels', ['coming', 'open', 'unread']]);
  });
});

it('names are found by the beginning of any of their words, whatever the accents', () => {
  expect(matches('Tomás Ferreira', 'fer tomas')).toBe(true);
  expect(matches('general', '#gen')).toBe(true);
  expect(matches('general', 'gex')).toBe(false);
});
