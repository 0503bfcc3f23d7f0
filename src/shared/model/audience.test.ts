import { describe, expect, it } from 'vitest';
import { calledAudience } from './audience.ts';

describe('whom a text calls', () => {
  it.each([
    ['@everyone', 'everyone'],
    ['Lunch, @here!', 'here'],
    ['(@Here)', 'here'],
    ['@here and @everyone', 'everyone'],
    ['That is all, @everyone.', 'everyone'],
    ['`code` @here', 'here'],
    ['```\ncode\n``` @here', 'here'],
  ])('%j calls %s', (text, audience) => expect(calledAudience(text)).toBe(audience));

  it.each([
    'everyone',
    'me@here',
    '@hereby',
    '@here-about',
    '@everyone.example',
    '@@everyone',
    '`@everyone`',
    '```\n@everyone\n```',
    '```\n@everyone and no end',
  ])('%j calls nobody', (text) => expect(calledAudience(text)).toBeUndefined());
});
