import { describe, expect, it } from 'vitest';
import { appInviteLink } from '../../shared/model/inviteLink.ts';
import { pinSchema } from '../../shared/model/trust.ts';
import { linkIn } from './linkIn.ts';

const ids = ['5', '2', '3'].map((kind) => `0190a000-000${kind}-7000-8000-000000000001`);
const link = `parley://message/${ids.join('/')}`;
const invite = {
  address: 'https://192.168.1.20:4100',
  invite: 'K7Q2M-04ZWX',
  pin: pinSchema.parse('0f'.repeat(32)),
};

describe('the arguments of a start', () => {
  it('may hold a link to a message, with others around it', () => {
    expect(linkIn(['parley', '--allow-file-access-from-files', link])).toEqual({
      kind: 'place',
      place: { spaceId: ids[0], conversationId: ids[1], messageId: ids[2] },
    });
  });

  it('may hold an invite, with the key of its server and without', () => {
    for (const one of [invite, { ...invite, pin: null }])
      expect(linkIn(['parley', appInviteLink(one)])).toEqual({ kind: 'invite', invite: one });
  });

  it.each([
    [[]],
    [['parley', '.']],
    [['parley', `--x=${link}`]],
    [['parley://message/1/2/3']],
    [['parley://join?address=https%3A%2F%2Fdesk&invite=K7&pin=0f0f']],
    [['parley://join?address=https%3A%2F%2Fdesk']],
    [['parley://join?address=%zz&invite=K7']],
    [['https://192.168.1.20:4100/join/K7Q2M-04ZWX']],
  ])('%j hold none', (argv) => {
    expect(linkIn(argv)).toBeUndefined();
  });
});
