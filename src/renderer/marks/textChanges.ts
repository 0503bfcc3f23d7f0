import { diffArrays } from 'diff';

/** A piece of a text beside the one before it: as it was, new in it, or no longer in it. */
export type TextChange = { kind: 'same' | 'added' | 'removed'; text: string };

/** More than so many words added and removed are no longer told apart one by one: the whole text is another. */
const MOST_CHANGES = 1_000;

const segmenter = new Intl.Segmenter(undefined, { granularity: 'word' });

/** The words of a text in any script, and what stands between them. */
const wordsOf = (text: string): string[] => [...segmenter.segment(text)].map(({ segment }) => segment);

/** What turns one text into another, word by word, in the order of reading: what was removed stands before what came. */
export function textChanges(before: string, after: string): TextChange[] {
  const parts = diffArrays(wordsOf(before), wordsOf(after), { maxEditLength: MOST_CHANGES });
  const found: TextChange[] = [];
  let removed = '';
  let added = '';
  // Between two changed words a space that stayed belongs to the change: nobody reads it as something that was kept.
  let space = '';
  const settle = () => {
    if (removed !== '') found.push({ kind: 'removed', text: removed });
    if (added !== '') found.push({ kind: 'added', text: added });
    if (space !== '') found.push({ kind: 'same', text: space });
    removed = added = space = '';
  };
  for (const part of parts ?? whole(before, after)) {
    const text = part.value.join('');
    const isChange = part.added || part.removed;
    if (!isChange && (removed + added === '' || text.trim() !== '')) {
      settle();
      found.push({ kind: 'same', text });
    } else if (!isChange) space = text;
    else {
      removed += space + (part.removed ? text : '');
      added += space + (part.added ? text : '');
      space = '';
    }
  }
  settle();
  return found;
}

/** One text in place of the other. */
const whole = (before: string, after: string) => [
  { value: [before], removed: true, added: false },
  { value: [after], removed: false, added: true },
];
