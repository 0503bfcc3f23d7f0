import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { type AppHandlers, answer } from '../../src/client/app/answer.ts';
import { type AppSpaces, createHandlers } from '../../src/client/app/createHandlers.ts';
import { openJsonFile } from '../../src/main/files/openJsonFile.ts';
import { linkIn } from '../../src/main/links/linkIn.ts';
import { isOpenable } from '../../src/main/windows/links.ts';
import { appRequests } from '../../src/shared/ipc/contract.ts';
import { appRequestNames } from '../../src/shared/ipc/names.ts';
import { appInviteLink, inviteLink, readInviteLink } from '../../src/shared/model/inviteLink.ts';
import { parsePermalink, permalinkOf } from '../../src/shared/model/permalink.ts';
import { conversationId, createVictim, spaceId, synced, userId } from '../support/byHand/maliciousServer.ts';
import { fromSchema } from './making/fromSchema.ts';
import { odd, oddText, toJson } from './making/oddities.ts';
import { shareOf, tryAll } from './making/run.ts';
import { spoil } from './making/spoil.ts';

const ids = fc.constantFrom<string>(spaceId, conversationId, userId);

describe('what a window asks of the app', () => {
  let victim: Awaited<ReturnType<typeof createVictim>>;
  const faults: unknown[] = [];
  const log = { warn() {}, error: (what: string, error: unknown) => void faults.push({ what, error }) };
  beforeAll(async () => {
    const refused = { ok: false, error: { code: 'not_found', message: 'No.', retryable: false } };
    victim = await createVictim((name) => (name === 'sync' ? synced() : refused));
    await victim.device.start();
    await victim.deliver();
  });
  afterAll(() => victim.dispose());

  /** What is not of one space does nothing here; what is goes to a real engine. */
  const doNothing = async () => ({});
  const handlers = (): AppHandlers => {
    const doing = new Proxy({}, { get: () => doNothing });
    const spaces = { ...(doing as AppSpaces), views: () => [], engine: async () => victim.device.engine };
    for (const name of [
      'probe',
      'prove',
      'test',
      'trust',
      'host',
      'join',
      'signIn',
      'signOut',
      'forget',
      'invite',
    ] as const)
      Object.assign(spaces, { [name]: doNothing });
    for (const name of [
      'startHosting',
      'configureHosting',
      'backups',
      'backUp',
      'chooseBackupFolder',
      'chooseBackup',
      'restore',
      'watchNearby',
    ] as const)
      Object.assign(spaces, { [name]: doNothing });
    const settings = { get: () => ({}) as never, save: async () => ({}) as never };
    const outside = doing as Parameters<typeof createHandlers>[0]['outside'];
    return {
      ...createHandlers({ spaces, settings, about: () => ({}) as never, onSettings() {}, outside }),
      ...outsideOf(),
    };
  };
  const outsideOf = () =>
    Object.fromEntries(
      [
        'attention:set',
        'files:save',
        'links:open',
        'clipboard:write',
        'browser:askNotifications',
        'browser:takeOver',
      ].map((name) => [name, doNothing]),
    ) as unknown as AppHandlers;

  it('is answered with a result whatever it is, and by no fault', async () => {
    const table = handlers();
    const asking = fc.constantFrom(...appRequestNames).chain((name) => {
      const sound = fromSchema(appRequests[name].input, ids);
      return fc.record({ name: fc.constant(name), raw: fc.oneof(sound, spoil(sound), odd) });
    });
    await tryAll(shareOf(0.05), asking, async ({ name, raw }) => {
      let result: Awaited<ReturnType<typeof answer>> | undefined;
      void answer(table, log, name, raw, 1).then((given) => {
        result = given;
      });
      for (let round = 0; result === undefined && round < 60; round++) await victim.pass(1_000, 500);
      expect(result, `${name} was not answered`).toBeDefined();
      expect(faults).toEqual([]);
    });
  });
});

describe('links that anybody may have made', () => {
  const pieces = fc.array(
    fc.oneof(
      fc.constantFrom(
        'parley://',
        'message/',
        'conversation/',
        'join?',
        'address=',
        '&invite=',
        '&pin=',
        'https://',
        'a.example',
        '/join/',
        '#pin=',
        '%',
        '%2',
        '%00',
        '%ff',
        '..',
        '//',
        '@',
        ':',
        '[::1]',
        'javascript:',
        'file:///',
        'data:text/html,',
        'mailto:',
        '\u202e',
        '\u0000',
      ),
      ids,
      oddText,
    ),
    { maxLength: 8 },
  );
  it('lead to a place or an invite that is written in them, or nowhere', async () => {
    await tryAll(shareOf(0.02), pieces, (parts) => {
      const link = parts.join('');
      const place = parsePermalink(link);
      if (place !== undefined) expect(permalinkOf(place)).toBe(link);
      const opened = linkIn(['parley', link]);
      if (place !== undefined) expect(opened).toEqual({ kind: 'place', place });
      else expect(['invite', undefined]).toContain(opened?.kind);
      const invite = readInviteLink(link);
      if (invite === null) return;
      for (const write of [inviteLink, appInviteLink]) expect(typeof write(invite)).toBe('string');
    });
  });

  it('are opened outside only where they lead to the web or to a letter', async () => {
    await tryAll(shareOf(0.01), pieces, (parts) => {
      const link = parts.join('');
      if (isOpenable(link)) expect(new URL(link).protocol).toMatch(/^(https?|mailto):$/);
    });
  });
});

describe('a file of the app’s own that something else has written', () => {
  it('is read or set aside, and can be written again', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'parley-fuzz-'));
    const schema = z.object({
      theme: z.enum(['light', 'dark']),
      spaces: z.array(z.object({ spaceId: z.uuid(), address: z.string() })),
    });
    const initial = { theme: 'light' as const, spaces: [] };
    const content = fc.oneof(spoil(fromSchema(schema, ids)).map(toSafeJson), odd.map(toSafeJson), oddText);
    let files = 0;
    await tryAll(shareOf(0.01), content, async (text) => {
      const path = join(folder, `settings-${++files}.json`);
      writeFileSync(path, text);
      const file = await openJsonFile(path, schema, initial);
      expect(schema.safeParse(file.get()).success).toBe(true);
      expect(readdirSync(folder).includes(`settings-${files}.json.damaged-1`)).toBe(file.wasSetAside);
      await file.save(initial);
      expect((await openJsonFile(path, schema, initial)).wasSetAside).toBe(false);
    });
    rmSync(folder, { recursive: true, force: true });
  });
});

/** What is nested too deep to be written is left to the values that are. */
function toSafeJson(value: unknown): string {
  try {
    return toJson(value);
  } catch {
    return '{';
  }
}
