/** The kinds of emoji in the order in which they are offered, as Unicode groups them. */
export const emojiGroups = [
  'smileys',
  'people',
  'nature',
  'food',
  'travel',
  'activities',
  'objects',
  'symbols',
  'flags',
] as const;
export type EmojiGroup = (typeof emojiGroups)[number];

export type Emoji = {
  character: string;
  label: string;
  /** What it is called between colons, the commonest first. */
  names: readonly string[];
  tags: readonly string[];
  group: EmojiGroup;
  /** The same in the five skin tones from light to dark, where it has them. */
  tones: readonly string[];
};

export type EmojiData = {
  all: readonly Emoji[];
  /** Every short name with its emoji. */
  byName: ReadonlyMap<string, string>;
};

/** Unicode's numbers of the groups; the second holds parts of emoji, which nobody writes. */
const GROUP_NUMBERS: Readonly<Record<number, EmojiGroup>> = {
  0: 'smileys',
  1: 'people',
  3: 'nature',
  4: 'food',
  5: 'travel',
  6: 'activities',
  7: 'objects',
  8: 'symbols',
  9: 'flags',
};

type Names = Readonly<Record<string, string | readonly string[]>>;

const namesOf = (hexcode: string, ...sets: Names[]): string[] => [
  ...new Set(sets.flatMap((set) => set[hexcode] ?? [])),
];

const ONE_EMOJI = /^\p{RGI_Emoji}$/v;
const VARIATION = '\uFE0F';

/** The one form that Unicode recommends: a thumb has no variation selector, a heart has. */
function recommended(unicode: string): string {
  const bare = unicode.replaceAll(VARIATION, '');
  return !ONE_EMOJI.test(unicode) && ONE_EMOJI.test(bare) ? bare : unicode;
}

async function read(): Promise<EmojiData> {
  const [compact, github, emojibase] = await Promise.all([
    import('emojibase-data/en/compact.json'),
    import('emojibase-data/en/shortcodes/github.json'),
    import('emojibase-data/en/shortcodes/emojibase.json'),
  ]);
  const all: Emoji[] = [];
  const byName = new Map<string, string>();
  const inOrder = [...compact.default].sort((a, b) => (a.order ?? 0) - (b.order ?? 0));
  for (const { hexcode, unicode, label, tags, group, skins } of inOrder) {
    const named = group === undefined ? undefined : GROUP_NUMBERS[group];
    if (named === undefined) continue;
    const names = namesOf(hexcode, github.default, emojibase.default);
    // Tones of two people at once are left out: a hand has five.
    const tones = (skins ?? []).map((skin) => recommended(skin.unicode)).slice(0, 5);
    const character = recommended(unicode);
    all.push({ character, label, names, tags: tags ?? [], group: named, tones });
    for (const name of names) if (!byName.has(name)) byName.set(name, character);
  }
  return { all, byName };
}

let reading: Promise<EmojiData> | undefined;
let known: EmojiData | null = null;
const listeners = new Set<() => void>();

/** Reads what there is of emoji, once: it is large and not needed before somebody looks for one. */
export function loadEmoji(): Promise<EmojiData> {
  reading ??= read().then(
    (data) => {
      known = data;
      for (const listener of listeners) listener();
      return data;
    },
    (error: unknown) => {
      // Offline it may not be there: it is read when it is wanted the next time.
      reading = undefined;
      throw error;
    },
  );
  return reading;
}

/** What was read, or `null` before that. */
export const knownEmoji = (): EmojiData | null => known;

/** Calls back once when it has been read. */
export function onEmojiKnown(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}
