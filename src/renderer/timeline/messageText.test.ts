import { describe, expect, it } from 'vitest';
import { actionIn, isLong, isOnlyEmoji, summaryOf } from './messageText.ts';

describe('emoji', () => {
  it('stand alone to be large', () => {
    expect(isOnlyEmoji('🌻🐝')).toBe(true);
    expect(isOnlyEmoji('👩‍👩‍👧 ❤️')).toBe(true);
    expect(isOnlyEmoji('🌻!')).toBe(false);
    expect(isOnlyEmoji('12')).toBe(false);
    expect(isOnlyEmoji('🌻'.repeat(10))).toBe(true);
    expect(isOnlyEmoji('🌻'.repeat(11))).toBe(false);
  });
});

describe('long messages', () => {
  it('are folded when folding is worth a click', () => {
    expect(isLong('line\n'.repeat(24))).toBe(false);
    expect(isLong('line\n'.repeat(40))).toBe(true);
    expect(isLong('x'.repeat(76 * 40))).toBe(true);
    expect(isLong(`\`\`\`\n${'code\n'.repeat(40)}\`\`\``)).toBe(true);
    expect(isLong('- item\n'.repeat(40))).toBe(true);
    expect(isLong(`| a |\n| - |\n${'| b |\n'.repeat(40)}`)).toBe(true);
    expect(isLong(`${'word\n\n'.repeat(12)}`)).toBe(false);
  });
});

describe('an action', () => {
  it('is what follows /me', () => {
    expect(actionIn('/me waves')).toBe('waves');
    expect(actionIn('/me')).toBeNull();
    expect(actionIn('/me  ')).toBeNull();
    expect(actionIn('/mean')).toBeNull();
    expect(actionIn(' /me waves')).toBeNull();
  });

  it('is referred to without it', () => {
    expect(summaryOf('/me waves **wildly**')).toBe('waves wildly');
  });
});
