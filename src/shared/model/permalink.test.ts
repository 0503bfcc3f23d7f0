import { describe, expect, it } from 'vitest';
import { conversationIdSchema, messageIdSchema, spaceIdSchema } from './ids.ts';
import { parsePermalink, permalinkOf } from './permalink.ts';

const place = {
  spaceId: spaceIdSchema.parse('0190a000-0005-7000-8000-000000000001'),
  conversationId: conversationIdSchema.parse('0190a000-0002-7000-8000-000000000002'),
  messageId: messageIdSchema.parse('0190a000-0003-7000-8000-000000000003'),
};
const link = permalinkOf(place);

describe('a permalink', () => {
  it('leads to the message it was made of', () => {
    expect(link).toBe(
      'parley://message/0190a000-0005-7000-8000-000000000001/0190a000-0002-7000-8000-000000000002/0190a000-0003-7000-8000-000000000003',
    );
    expect(parsePermalink(link)).toEqual(place);
  });

  it('without a message leads to the conversation', () => {
    const whole = { ...place, messageId: null };
    const url =
      'parley://conversation/0190a000-0005-7000-8000-000000000001/0190a000-0002-7000-8000-000000000002';
    expect(permalinkOf(whole)).toBe(url);
    expect(parsePermalink(url)).toEqual(whole);
  });

  it.each([
    '',
    'parley://message/',
    `${link}/`,
    `${link}?x=1`,
    `${link}#x`,
    ` ${link}`,
    `${link}\n`,
    link.replace('parley', 'PARLEY'),
    link.replace('parley', 'https'),
    link.replace('message', 'join'),
    link.replace('message', 'conversation'),
    permalinkOf({ ...place, messageId: null }).replace('conversation', 'message'),
    link.replace('parley://message', 'parley://me@message'),
    link.replace('0190a000-0005', '../../etc-0005'),
    link.replace('0190a000-0005', 'zzzzzzzz-0005'),
    link.replace('0190a000-0005-7000', '------------------'),
  ])('is nothing else: %j', (other) => {
    expect(parsePermalink(other)).toBeUndefined();
  });
});
