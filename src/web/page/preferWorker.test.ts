import { expect, it, vi } from 'vitest';
import { NotBegun, preferWorker } from './preferWorker.ts';

const report = (): void => undefined;
const inPage = async () => 'page';
const silent = () => Promise.reject(new NotBegun('It says nothing.'));

it('a worker that begins late is found at a later try', async () => {
  const inWorker = vi.fn(async () => 'worker');
  inWorker.mockImplementationOnce(silent).mockImplementationOnce(silent);
  expect(await preferWorker({ inWorker, inPage, report })).toBe('worker');
  expect(inWorker).toHaveBeenCalledTimes(3);
});

it('one that never begins is not waited for for ever: the page does without', async () => {
  const inWorker = vi.fn(silent);
  expect(await preferWorker({ inWorker, inPage, report })).toBe('page');
  expect(inWorker).toHaveBeenCalledTimes(5);
});

it('one that cannot be loaded is asked for once, and where there are none, never', async () => {
  const inWorker = vi.fn(() => Promise.reject(new Error('It cannot be loaded.')));
  expect(await preferWorker({ inWorker, inPage, report })).toBe('page');
  expect(inWorker).toHaveBeenCalledOnce();
  expect(await preferWorker({ inWorker: undefined, inPage, report })).toBe('page');
});
