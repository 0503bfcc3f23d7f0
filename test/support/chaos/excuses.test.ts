import { describe, expect, it } from 'vitest';
import { errorsIn } from './errorsIn.ts';
import { isPossible } from './isPossible.ts';
import { mayFail } from './mayFail.ts';

const untouched = { isDamaged: false, isOutboxDamaged: false, isQuitting: false, lacksRoom: false };
const message = 'cache.sqlite cannot be used.';

describe('a refusal', () => {
  it('is possible where somebody may not do something, or asks for what makes no sense', () => {
    expect(isPossible({ code: 'forbidden', message: 'No.' })).toBe(true);
    expect(isPossible({ code: 'invalid', message: 'memberIds: a group is of three people or more' })).toBe(
      true,
    );
  });

  it('is a fault where a server has one, or does not understand a client', () => {
    for (const code of ['internal', 'not_parley', 'storage_full', 'none'])
      expect(isPossible({ code, message: 'No.' }), code).toBe(false);
    expect(isPossible({ code: 'invalid', message: 'text: expected a string' })).toBe(false);
  });
});

describe('a client fails', () => {
  it('as damaged files do only where they were damaged', () => {
    for (const code of ['damaged', 'locked']) {
      expect(mayFail({ ...untouched, isDamaged: true }, { message, code })).toBe(true);
      expect(mayFail({ ...untouched, isOutboxDamaged: true }, { message, code })).toBe(true);
      expect(mayFail({ ...untouched, lacksRoom: true }, { message, code })).toBe(false);
    }
  });

  it('as a full disk does only where its disk was full', () => {
    for (const code of ['full', 'unwritable']) {
      expect(mayFail({ ...untouched, lacksRoom: true }, { message, code })).toBe(true);
      expect(mayFail({ ...untouched, isDamaged: true }, { message, code })).toBe(false);
    }
  });

  it('as closed files do only where somebody quits, or something was done to them', () => {
    const closed = { message: 'Error: This storage has been closed.', code: null };
    for (const why of ['isQuitting', 'isDamaged', 'isOutboxDamaged', 'lacksRoom'])
      expect(mayFail({ ...untouched, [why]: true }, closed), why).toBe(true);
    expect(mayFail(untouched, closed)).toBe(false);
  });

  it('never as if a later version had written its files, or for a reason that nobody knows', () => {
    for (const code of ['newer', null])
      expect(
        mayFail(
          { isDamaged: true, isOutboxDamaged: true, isQuitting: true, lacksRoom: true },
          { message, code },
        ),
      ).toBe(false);
  });
});

describe('what a server says', () => {
  it('is a fault from the level of errors on, also where the last line is cut off', () => {
    const [warning, fault] = ['{"level":40,"msg":"slow"}', '{"level":50,"msg":"A request failed."}'];
    expect(errorsIn(`No account yet.\n${warning}\n${fault}\n{"level":6`)).toEqual([fault]);
    expect(errorsIn(`${warning}\n${fault.slice(0, 20)}`)).toEqual([fault.slice(0, 20)]);
  });
});
