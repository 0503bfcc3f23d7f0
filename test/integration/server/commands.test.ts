import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { sessionSchema } from '../../../src/shared/protocol/http.ts';
import { createTestSpace } from '../../support/space/createTestSpace.ts';
import { post, RawClient } from '../../support/space/RawClient.ts';
import { ServerProcess } from '../../support/space/ServerProcess.ts';

let space: Awaited<ReturnType<typeof createTestSpace>>;
beforeEach(async () => {
  space = await createTestSpace({ registration: 'invite' });
});
afterEach(() => space.dispose());

/** Runs a command beside the running server; what was asked for, line by line. */
async function command(...words: string[]): Promise<string[]> {
  const { code, stdout, stderr } = await ServerProcess.run([...words, '--data', space.dataFolder]);
  if (code !== 0) throw new Error(stderr.trim());
  return stdout.trim() === '' ? [] : stdout.trim().split('\n');
}
const fields = (lines: string[]) => lines.map((line) => line.split('\t'));
const login = (username: string, password = 'correct horse') =>
  post(space.server.url, '/api/auth/login', { username, password });
async function registerBy(invite: string, username: string) {
  const account = { username, displayName: username, password: 'correct horse', invite };
  const { text } = await post(space.server.url, '/api/auth/register', account);
  return new RawClient(space.server.url, sessionSchema.parse(JSON.parse(text)));
}

describe('beside a running server, whoever runs it', () => {
  it('invites, sees who came by which invite, and revokes one', async () => {
    await space.enter('ann');
    const [code = ''] = await command('invite', 'create', '--uses', '2', '--days', '1');
    await registerBy(code, 'bob');
    const [[id = '', role, uses, , by, came] = []] = fields(await command('invite', 'list'));
    expect([role, uses, by, came]).toEqual(['member', '1 of 2 left', 'by host', 'bob']);
    expect(await command('invite', 'revoke', id)).toEqual([]);
    await expect(registerBy(code, 'cleo')).rejects.toThrow();
    expect(fields(await command('invite', 'list'))[0]?.[3]).toMatch(/^revoked /);
  });

  it('invites a guest to a channel by its name, and to nothing else', async () => {
    const ann = await space.enter('ann');
    await expect(command('invite', 'create', '--role', 'guest')).rejects.toThrow('name at least one');
    const channel = { kind: 'channel' as const, name: 'visitors', clientId: crypto.randomUUID() as never };
    const { conversation } = await ann.ask('conversation:create', channel);
    const [code = ''] = await command('invite', 'create', '--role', 'guest', '--conversation', '#Visitors');
    const gil = await registerBy(code, 'gil');
    await gil.connect();
    const { streams } = await gil.ask('sync', { cursors: {} });
    expect(streams.map(({ stream }) => stream)).toContain(`conversation:${conversation.id}`);
    gil.close();
  });

  it('says who is what and who may come in, at once on open sockets, and all of it is noted', async () => {
    await space.enter('ann');
    const [code = ''] = await command('invite', 'create');
    const bob = await registerBy(code, 'bob');
    await command('user', 'promote', 'Bob');
    expect(fields(await command('user', 'list'))).toEqual([
      ['ann', 'owner', 'active', 'ann'],
      ['bob', 'admin', 'active', 'bob'],
    ]);
    await command('user', 'demote', 'bob');
    await expect(command('user', 'demote', 'ann')).rejects.toThrow('owns the space');
    await expect(command('user', 'ban', 'nobody')).rejects.toThrow('nobody called nobody');

    await bob.connect();
    const cut = new Promise((resolve) => bob.socket.once('disconnect', resolve));
    await command('user', 'ban', 'bob');
    expect(await cut).toBe('io server disconnect');
    expect(await login('bob')).toMatchObject({ status: 403 });
    await command('user', 'reactivate', 'bob');
    const [password = ''] = await command('user', 'reset-password', 'bob');
    expect(await login('bob')).toMatchObject({ status: 401 });
    expect(await login('bob', password)).toMatchObject({ status: 200 });

    const acts = fields(await command('audit', '--user', 'bob')).map(([, actor, act]) => `${actor} ${act}`);
    expect(acts).toEqual([
      'bob account.created',
      'host user.role',
      'host user.role',
      'host user.banned',
      'host user.reactivated',
      'host user.passwordReset',
    ]);
    const exported = await command('audit', '--act', 'user.role', '--json');
    expect(exported.map((line) => JSON.parse(line).detail)).toEqual([
      { from: 'member', to: 'admin' },
      { from: 'admin', to: 'member' },
    ]);
    expect(exported.join() + acts.join()).not.toContain(password);
    expect(await command('audit', '--until', '2020-01-01')).toEqual([]);
  });

  it('makes tokens for programs, told once, and revokes them', async () => {
    await space.enter('ann');
    const [token = ''] = await command('token', 'create', 'build robot');
    expect(token).toMatch(/^parley_[\w-]{43}$/);
    const [[id = '', name, used, by] = []] = fields(await command('token', 'list'));
    expect([name, used, by]).toEqual(['build robot', 'never used', 'by host']);
    await command('token', 'revoke', id);
    expect(fields(await command('token', 'list'))[0]?.[2]).toMatch(/^revoked /);
  });
});

it('on the folder of a server that does not run, the same is done', async () => {
  await space.enter('ann');
  await space.server.close();
  const [code = ''] = await command('invite', 'create');
  const [password = ''] = await command('user', 'reset-password', 'ann');
  const again = await space.start();
  try {
    const ann = { username: 'ann', password };
    expect(await post(again.url, '/api/auth/login', ann)).toMatchObject({ status: 200 });
    const bob = { username: 'bob', displayName: 'Bob', password: 'correct horse', invite: code };
    expect(await post(again.url, '/api/auth/register', bob)).toMatchObject({ status: 201 });
  } finally {
    await again.close();
  }
});
