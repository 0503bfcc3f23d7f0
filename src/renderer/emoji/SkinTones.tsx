import { useTranslation } from 'react-i18next';
import { Segments } from '../ui/Segments.tsx';

const HANDS = ['✋', '✋🏻', '✋🏼', '✋🏽', '✋🏾', '✋🏿'] as const;
const NAMES = [
  'emoji.tone0',
  'emoji.tone1',
  'emoji.tone2',
  'emoji.tone3',
  'emoji.tone4',
  'emoji.tone5',
] as const;

/** The choice of a skin tone; 0 is none. */
export function SkinTones({ tone, onTone }: { tone: number; onTone: (tone: number) => void }) {
  const { t } = useTranslation();
  return (
    <Segments
      label={t('emoji.tones')}
      value={String(tone)}
      options={HANDS.map((hand, index) => ({
        value: String(index),
        label: hand,
        name: t(NAMES[index] ?? 'emoji.tone0'),
      }))}
      onChange={(value) => onTone(Number(value))}
    />
  );
}
