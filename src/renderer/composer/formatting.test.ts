import { describe, expect, it } from 'vitest';
import { type Format, format } from './formatting.ts';

/** Formats the stretch between two `¦`, and gives the text with the selection marked in the same way. */
function formatted(text: string, how: Format): string {
  const [before = '', chosen = '', after = ''] = text.split('¦');
  const plain = before + chosen + after;
  const { range, words, selection } = format(
    plain,
    { start: before.length, end: before.length + chosen.length },
    how,
  );
  const done = plain.slice(0, range.start) + words + plain.slice(range.end);
  return `${done.slice(0, selection.start)}¦${done.slice(selection.start, selection.end)}¦${done.slice(selection.end)}`;
}

describe('a format', () => {
  it.each<[string, Format, string]>([
    ['a ¦word¦ b', 'bold', 'a **¦word¦** b'],
    ['a **¦word¦** b', 'bold', 'a ¦word¦ b'],
    ['a ¦ word ¦b', 'italic', 'a  *¦word¦* b'],
    ['**¦word¦**', 'italic', '***¦word¦***'],
    ['***¦word¦***', 'italic', '**¦word¦**'],
    ['¦¦', 'bold', '**¦¦**'],
    ['**¦¦**', 'bold', '¦¦'],
    ['¦one\ntwo¦', 'code', '```\n¦one\ntwo¦\n```'],
    ['¦x¦', 'code', '`¦x¦`'],
    ['see ¦this¦', 'link', 'see [this](¦¦)'],
    ['¦https://example.org¦', 'link', '[¦¦](https://example.org)'],
    ['¦¦', 'link', '[¦¦]()'],
  ])('makes of %j (%s) %j', (text, how, expected) => expect(formatted(text, how)).toBe(expected));
});
