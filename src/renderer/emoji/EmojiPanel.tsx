import { Tabs } from '@base-ui/react/tabs';
import {
  Clock,
  Flag,
  Hand,
  Leaf,
  Lightbulb,
  type LucideIcon,
  Plane,
  Shapes,
  Smile,
  Trophy,
  Utensils,
} from 'lucide-react';
import { useEffect, useMemo, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { hasKeyboard } from '../ui/touch.ts';
import './emoji.css';
import { EmojiGrid } from './EmojiGrid.tsx';
import { type Emoji, type EmojiData, type EmojiGroup, emojiGroups } from './emojiData.ts';
import { usedEmoji } from './recentEmoji.ts';
import { SkinTones } from './SkinTones.tsx';
import { searchEmoji } from './searchEmoji.ts';
import { recallTone, rememberTone } from './skinTone.ts';
import { useEmoji } from './useEmoji.ts';

const MOST_FOUND = 96;

type Section = 'recent' | EmojiGroup;

const icons: Readonly<Record<Section, LucideIcon>> = {
  recent: Clock,
  smileys: Smile,
  people: Hand,
  nature: Leaf,
  food: Utensils,
  travel: Plane,
  activities: Trophy,
  objects: Lightbulb,
  symbols: Shapes,
  flags: Flag,
};

/** An emoji in the tone that was chosen, where it has tones. */
const inTone = ({ character, tones }: Emoji, tone: number): string => tones[tone - 1] ?? character;

/** What a section holds. Emoji that were picked keep the tone in which they were. */
function emojiOf(section: Section, data: EmojiData, recent: readonly string[], tone: number) {
  if (section === 'recent') {
    return recent.map((character) => {
      const known = data.all.find((one) => one.character === character || one.tones.includes(character));
      return { character, label: known?.label ?? character };
    });
  }
  return data.all
    .filter(({ group }) => group === section)
    .map((emoji) => ({ character: inTone(emoji, tone), label: emoji.label }));
}

/** Emoji by kind, with a search over their names and what they stand for. */
export function EmojiPanel({ onPick }: { onPick: (character: string) => void }) {
  const { t } = useTranslation();
  const data = useEmoji(true);
  const [recent] = useState(usedEmoji);
  const [tone, setTone] = useState(recallTone);
  const [section, setSection] = useState<Section>(recent.length > 0 ? 'recent' : 'smileys');
  const [wanted, setWanted] = useState('');
  const search = useRef<HTMLInputElement>(null);
  const grid = useRef<HTMLDivElement>(null);
  useEffect(() => {
    // What it opened in may have been there before it, and have taken the focus in its place.
    const popup = search.current?.closest<HTMLElement>('[role="dialog"]') ?? null;
    if (hasKeyboard() && popup !== null && popup === document.activeElement) search.current?.focus();
  }, []);
  const searching = wanted.trim() !== '';
  const shown = useMemo(() => {
    if (data === null) return [];
    if (!searching) return emojiOf(section, data, recent, tone);
    return searchEmoji(data.all, wanted, MOST_FOUND).map((emoji) => ({
      character: inTone(emoji, tone),
      label: emoji.label,
    }));
  }, [data, searching, wanted, section, recent, tone]);
  const sections: readonly Section[] = recent.length > 0 ? ['recent', ...emojiGroups] : emojiGroups;
  const first = shown[0];
  return (
    <div className="emoji-panel">
      <input
        ref={search}
        type="text"
        className="emoji-search"
        spellCheck={false}
        aria-label={t('emoji.search')}
        placeholder={t('emoji.search')}
        value={wanted}
        onChange={(event) => setWanted(event.target.value)}
        onKeyDown={(event) => {
          if (event.nativeEvent.isComposing) return;
          if (event.key === 'Enter' && searching && first !== undefined) onPick(first.character);
          else if (event.key === 'ArrowDown') grid.current?.querySelector<HTMLElement>('button')?.focus();
          else return;
          event.preventDefault();
        }}
      />
      <Tabs.Root
        value={section}
        onValueChange={(value: Section) => {
          setSection(value);
          setWanted('');
        }}
      >
        <Tabs.List className="emoji-sections" aria-label={t('emoji.sections')} activateOnFocus>
          {sections.map((one) => {
            const Icon = icons[one];
            return (
              <Tabs.Tab
                key={one}
                value={one}
                className="emoji-section"
                data-off={searching || undefined}
                aria-label={t(`emoji.${one}`)}
                title={t(`emoji.${one}`)}
              >
                <Icon />
              </Tabs.Tab>
            );
          })}
        </Tabs.List>
        <Tabs.Panel value={section} className="emoji-shown" tabIndex={-1}>
          <EmojiGrid
            ref={grid}
            label={searching ? t('emoji.found') : t(`emoji.${section}`)}
            emoji={shown}
            onPick={onPick}
            onLeave={() => search.current?.focus()}
          />
          {searching && data !== null && shown.length === 0 && (
            <p className="emoji-none" role="status">
              {t('emoji.none')}
            </p>
          )}
        </Tabs.Panel>
      </Tabs.Root>
      <SkinTones
        tone={tone}
        onTone={(next) => {
          setTone(next);
          rememberTone(next);
        }}
      />
    </div>
  );
}
