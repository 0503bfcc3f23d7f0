import { describe, expect, it } from 'vitest';
import { appRequests } from '../../shared/ipc/contract.ts';
import { appRequestNames } from '../../shared/ipc/names.ts';
import { EngineError } from '../Engine.ts';
import { AppFault } from './AppFault.ts';
import { type AppHandlers, answer } from './answer.ts';

const logged: string[] = [];
const log = { warn() {}, error: (what: string) => logged.push(what) };
const handling = (open: AppHandlers['links:open']) => ({ 'links:open': open }) as unknown as AppHandlers;
const ask = (open: AppHandlers['links:open'], input: unknown = { url: 'https://example.org' }) =>
  answer(handling(open), log, 'links:open', input, 1);

describe('a request from the window', () => {
  it('is answered with what its handler gives', async () => {
    expect(await ask(() => ({}))).toEqual({ ok: true, data: {} });
  });

  it.each([undefined, null, {}, { url: 7 }, { url: 'x', more: true }])(
    'is refused when malformed: %j',
    async (input) => {
      let ran = false;
      const open = () => {
        ran = true;
        return {};
      };
      const result = await answer(handling(open), log, 'links:open', input, 1);
      expect(result).toMatchObject({ ok: false, error: { code: 'invalid' } });
      expect(ran).toBe(false);
    },
  );

  it('carries refusals of the engine and of the app', async () => {
    const refuse = (error: Error) => ask(() => Promise.reject(error));
    expect(await refuse(new EngineError('offline', 'No.'))).toEqual({
      ok: false,
      error: { code: 'offline', message: 'No.' },
    });
    expect(await refuse(new AppFault('hosting', 'No.'))).toEqual({
      ok: false,
      error: { code: 'hosting', message: 'No.' },
    });
  });

  it('tells nothing of a fault but that there was one, and logs it', async () => {
    const result = await ask(() => {
      throw new Error('/home/ada/secret');
    });
    expect(result).toEqual({
      ok: false,
      error: { code: 'internal', message: 'Something went wrong in the app.' },
    });
    expect(logged).toEqual(['links:open failed']);
  });

  it('has one of the names that the preload exposes', () => {
    expect([...appRequestNames].sort()).toEqual(Object.keys(appRequests).sort());
  });
});
