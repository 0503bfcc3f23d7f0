import type { Root } from 'hast';
import { idle } from '../late/late.tsx';
import { cachedByText } from './textCache.ts';

/** Longer code is shown without colours: a grammar may take long for it. */
const MOST_CHARACTERS = 8_000;
/** At the latest then, in ms, code is coloured, however busy the window is. */
const AT_THE_LATEST = 2_000;

const readGrammars = async () => {
  const { common, createLowlight } = await import('lowlight');
  return createLowlight(common);
};
let grammars: ReturnType<typeof readGrammars> | undefined;

/** Fetches how code is coloured, once; after a failure again. */
export async function loadGrammars(): ReturnType<typeof readGrammars> {
  grammars ??= readGrammars();
  try {
    return await grammars;
  } catch (error) {
    grammars = undefined;
    throw error;
  }
}

async function highlightNow(language: string, code: string): Promise<Root | null> {
  // Offline it may not be there: code is read without colours, too.
  const lowlight = await loadGrammars().catch(() => null);
  if (lowlight === null || !lowlight.registered(language)) return null;
  await idle(AT_THE_LATEST);
  return lowlight.highlight(language, code);
}

/** A language has no line break in its name, so the first one ends it. */
const highlightKeyed = cachedByText(
  (key) => {
    const end = key.indexOf('\n');
    return highlightNow(key.slice(0, end), key.slice(end + 1));
  },
  { entries: 200, characters: 400_000 },
);

/**
 * The parts of code with what each of them is, as a tree. It is made while the window has nothing else to do, and one
 * piece at a time; `null` when the language is not known or there is too much.
 */
export async function highlight(language: string, code: string): Promise<Root | null> {
  if (language === '' || code.length > MOST_CHARACTERS) return null;
  return highlightKeyed(`${language.toLowerCase()}\n${code}`);
}
