import { describe, expect, it } from 'vitest';
import type { ConversationView } from '../../shared/ipc/views.ts';
import type { ConversationId, SpaceId, UserId } from '../../shared/model/ids.ts';
import { permissionsIn, type Standing } from '../../shared/model/permissions.ts';
import { parseMarkdown } from '../markdown/parseMarkdown.ts';
import { plainText } from '../markdown/plainText.ts';
import { createApp } from '../store/app.ts';
import { type CommandContext, commandIn, commands, runCommand } from './commands.ts';

const where = { spaceId: 'space' as SpaceId, conversationId: 'x' as ConversationId };
const [ada, ben, cleo] = ['ada', 'ben', 'cleo'] as UserId[] as [UserId, UserId, UserId];
const channel = {
  ...{ id: where.conversationId, kind: 'channel', name: 'garden', everyone: false, joined: true },
  ...{ private: false, memberIds: [] },
} as unknown as ConversationView;
const group = {
  ...channel,
  kind: 'group',
  name: null,
  private: true,
  memberIds: [ada, ben],
} as ConversationView;
const direct = { ...group, kind: 'direct' } as ConversationView;
const owner: Standing = { spaceRole: 'member', role: 'owner' };
const member: Standing = { spaceRole: 'member', role: 'member' };
const guest: Standing = { spaceRole: 'guest', role: 'member' };

const asked: unknown[] = [];

function contextOf(conversation: ConversationView, standing: Standing): CommandContext {
  asked.length = 0;
  const call = async (_name: string, input: { request?: unknown }) => {
    asked.push(input.request);
    return { ok: true, data: { clientId: 'c' } };
  };
  const app = createApp({ call, onDeltas: () => () => {} } as never);
  const named = (id: UserId, displayName: string) => ({ id, username: id, displayName });
  const users = { ada: named(ada, 'Ada'), ben: named(ben, 'Ben'), cleo: named(cleo, 'Cleo') };
  const bees = { ...channel, id: 'bees', name: 'bees' };
  app.store.setState({
    users: { space: users },
    conversations: { space: { bees, x: conversation } },
  } as never);
  return { app, where, conversation, may: permissionsIn(conversation, standing), memberIds: [ada, ben] };
}

/** What a text comes to, with what is asked of the app. */
function outcomeOf(text: string, conversation = channel, standing = owner) {
  const written = commandIn(text);
  if (written === null) throw new Error('no command');
  return runCommand(written, contextOf(conversation, standing));
}
const problemOf = (text: string, conversation = channel, standing = owner) => {
  const outcome = outcomeOf(text, conversation, standing);
  expect(asked).toEqual([]);
  return outcome.kind === 'problem' ? outcome.problem.key : outcome.kind;
};
const offered = (conversation: ConversationView, standing: Standing) =>
  commands.filter((one) => one.isOffered(contextOf(conversation, standing))).map(({ name }) => name);

describe('a text', () => {
  it('is a command by its first word', () => {
    expect(commandIn('/me waves')).toMatchObject({ name: 'me', words: 'waves' });
    expect(commandIn('/SHRUG')?.command?.name).toBe('shrug');
    expect(commandIn('/nothing here')).toMatchObject({ name: 'nothing', command: null });
  });

  it('is none as a path, a division or in the middle', () => {
    for (const text of ['/etc/hosts', '/ 2', '/', '//x', 'and /me', '/2']) expect(commandIn(text)).toBeNull();
  });
});

describe('commands', () => {
  it('are offered to who may carry them out, and refused to who may not', () => {
    const usual = ['me', 'shrug', 'mute', 'unmute', 'help'];
    expect(offered(direct, owner)).toEqual(usual);
    expect(offered(channel, guest)).toEqual([...usual.slice(0, 4), 'leave', 'help']);
    expect(offered(channel, member)).toEqual(expect.arrayContaining(['topic', 'invite', 'leave']));
    expect(offered(channel, member)).not.toEqual(expect.arrayContaining(['rename']));
    expect(offered(channel, owner)).toEqual(expect.arrayContaining(['rename', 'archive']));
    expect(offered(group, owner)).not.toContain('rename');
    expect(offered({ ...channel, everyone: true }, owner)).not.toEqual(expect.arrayContaining(['invite']));
    for (const text of ['/rename wasps', '/archive'])
      expect(problemOf(text, channel, member)).toBe('command.notHere');
    expect(problemOf('/leave', direct)).toBe('command.notHere');
    expect(problemOf('/topic x', { ...channel, archivedAt: 1 })).toBe('command.notHere');
    expect(problemOf('/dance')).toBe('command.unknown');
  });

  it('send what was written, or ask for what is missing', () => {
    expect(outcomeOf('/me  waves\nand goes')).toEqual({ kind: 'send', text: '/me waves\nand goes' });
    expect(problemOf('/me ')).toBe('command.needsWords');
    expect(outcomeOf('/help')).toEqual({ kind: 'write', text: '/' });
    expect(problemOf('/archive old things')).toBe('command.takesNothing');
  });

  it('shrug with both arms, as the message is shown', () => {
    const outcome = outcomeOf('/shrug no idea');
    expect(outcome.kind === 'send' && plainText(parseMarkdown(outcome.text))).toBe('no idea ¯\\_(ツ)_/¯');
  });

  it('set a topic of one line', () => {
    expect(outcomeOf('/topic  Smoke on Friday ')).toEqual({ kind: 'done' });
    expect(asked).toMatchObject([{ name: 'conversation:change', payload: { topic: 'Smoke on Friday' } }]);
    expect(problemOf('/topic')).toBe('command.needsTopic');
    expect(problemOf(`/topic ${'x'.repeat(251)}`)).toBe('details.badTopic');
    expect(problemOf('/topic one\ntwo')).toBe('details.badTopic');
  });

  it('rename a channel, but not to what it cannot be called', () => {
    expect(outcomeOf('/rename #wasps')).toEqual({ kind: 'done' });
    expect(asked).toMatchObject([{ payload: { conversationId: 'x', name: 'wasps' } }]);
    expect(problemOf('/rename')).toBe('command.needsName');
    expect(problemOf('/rename Bees')).toBe('error.channelTaken');
    expect(problemOf('/rename garden')).toBe('done');
    expect(problemOf(`/rename ${'x'.repeat(81)}`)).toBe('field.nameTooLong');
    expect(problemOf('/rename ##x')).toBe('field.channelHash');
  });

  it('archive', () => {
    expect(outcomeOf('/archive')).toEqual({ kind: 'done' });
    expect(asked).toMatchObject([{ payload: { archived: true } }]);
  });

  it('invite those who are named and not there yet', () => {
    expect(outcomeOf('/invite @ben, Cleo.')).toEqual({ kind: 'done' });
    expect(asked).toMatchObject([{ name: 'member:add', payload: { userIds: [cleo] } }]);
    expect(problemOf('/invite')).toBe('command.needsPeople');
    expect(problemOf('/invite @cleo @nobody')).toBe('command.noPerson');
    expect(problemOf('/invite @ben')).toBe('command.isIn');
    const crowd = Array.from({ length: 50 }, (_, at) => `p${at}` as UserId);
    expect(problemOf('/invite @cleo', { ...group, memberIds: crowd })).toBe('newMessage.full');
  });
});
