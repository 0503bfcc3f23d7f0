import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type DraftContent, isMixed, mergeDrafts, noDraft } from './draft.ts';
import { messageIdSchema } from './ids.ts';

const text = (words: string): DraftContent => ({ text: words, replyTo: null });

describe('two changes of one draft', () => {
  it.each([
    ['nothing changed', 'a', 'a', 'a', 'a'],
    ['written only here', '', 'mine', '', 'mine'],
    ['written only elsewhere', '', '', 'theirs', 'theirs'],
    ['sent here, untouched elsewhere', 'a', '', 'a', ''],
    ['sent elsewhere, untouched here', 'a', 'a', '', ''],
    ['sent here, written on elsewhere', 'a', '', 'a and more', 'a and more'],
    ['sent elsewhere, written on here', 'a', 'a and more', '', 'a and more'],
    ['the same on both', '', 'one', 'one', 'one'],
    ['written on from what the other has', 'Hi', 'Hello', 'Hello all', 'Hello all'],
    ['the other way round', 'Hi', 'Hello all', 'Hello', 'Hello all'],
    ['letters that happen to be in the other text', '', 'no', 'nothing, I know', 'nothing, I know\nno'],
    ['paragraphs', '', 'one\n\ntwo', 'three', 'three\none\n\ntwo'],
    ['two texts', '', 'mine', 'theirs', 'theirs\nmine'],
    ['a line each', 'plan', 'plan\nmine', 'plan\ntheirs', 'plan\ntheirs\nmine'],
    ['lines that both have are there once', 'plan', 'plan\nx\nmine', 'plan\nx\ny', 'plan\nx\ny\nmine'],
    ['a line taken away elsewhere stays away', 'a\nb', 'a\nb\nmine', 'a\ntheirs', 'a\ntheirs\nmine'],
  ])('%s', (_, base, own, other, merged) => {
    expect(mergeDrafts(text(base), text(own), text(other))).toEqual(text(merged));
  });

  it('the answered message is that of whoever changed it, here first', () => {
    const [one, two] = ['01978f17-5000-7000-8000-000000000001', '01978f17-5000-7000-8000-000000000002'].map(
      (id) => messageIdSchema.parse(id),
    ) as [DraftContent['replyTo'], DraftContent['replyTo']];
    const answering = (replyTo: DraftContent['replyTo']) => ({ text: 'a', replyTo });
    expect(mergeDrafts(text('a'), text('a'), answering(one))).toEqual(answering(one));
    expect(mergeDrafts(text('a'), answering(two), text('a'))).toEqual(answering(two));
    expect(mergeDrafts(text('a'), answering(two), answering(one))).toEqual(answering(two));
    expect(mergeDrafts(answering(one), answering(one), text('a'))).toEqual(text('a'));
  });

  it('no line that was written on either side is lost, and merging again adds nothing', () => {
    const lines = fc.array(fc.constantFrom('a', 'b', 'ab', 'c', 'cd', ''), { maxLength: 5 });
    const draft = lines.map((all) => text(all.join('\n')));
    fc.assert(
      fc.property(draft, draft, draft, (base, own, other) => {
        const merged = mergeDrafts(base, own, other);
        const began = base.text.split('\n');
        for (const [side, opposite] of [
          [own, other],
          [other, own],
        ] as const) {
          if (side.text === base.text || opposite.text === base.text || merged.text.startsWith(side.text))
            continue;
          for (const line of side.text.split('\n'))
            if (line !== '' && !began.includes(line)) expect(merged.text.split('\n')).toContain(line);
        }
        expect(mergeDrafts(base, own, merged)).toEqual(merged);
      }),
    );
  });

  it('are mixed only where both wrote', () => {
    const mixed = (own: string, other: string) =>
      isMixed(mergeDrafts(noDraft, text(own), text(other)), text(own), text(other));
    expect([mixed('mine', 'theirs'), mixed('mine', ''), mixed('mine', 'mine, and more')]).toEqual([
      true,
      false,
      false,
    ]);
  });
});
