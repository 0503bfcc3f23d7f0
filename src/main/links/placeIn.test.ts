import { describe, expect, it } from 'vitest';
import { placeIn } from './placeIn.ts';

const ids = ['5', '2', '3'].map((kind) => `0190a000-000${kind}-7000-8000-000000000001`);
const link = `parley://message/${ids.join('/')}`;

describe('the arguments of a start', () => {
  it('may hold a link, with others around it', () => {
    expect(placeIn(['parley', '--allow-file-access-from-files', link])).toEqual({
      spaceId: ids[0],
      conversationId: ids[1],
      messageId: ids[2],
    });
  });

  it.each([[[]], [['parley', '.']], [['parley', `--x=${link}`]], [['parley://message/1/2/3']]])(
    '%j hold none',
    (argv) => {
      expect(placeIn(argv)).toBeUndefined();
    },
  );
});
