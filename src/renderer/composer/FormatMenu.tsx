import { Bold, Code, Italic, Link, Type } from 'lucide-react';
import type { RefObject } from 'react';
import { useTranslation } from 'react-i18next';
import { keyWords } from '../keys/keyWords.ts';
import { Menu, MenuItem } from '../ui/Menu.tsx';
import type { Format } from './formatting.ts';

const formats = [
  { how: 'bold', text: 'format.bold', keys: 'Ctrl+B', Icon: Bold },
  { how: 'italic', text: 'format.italic', keys: 'Ctrl+I', Icon: Italic },
  { how: 'code', text: 'format.code', keys: 'Ctrl+E', Icon: Code },
  { how: 'link', text: 'format.link', keys: 'Ctrl+Shift+K', Icon: Link },
] as const;

/** The ways to mark what is selected, for those who do not know the marks or the keys. */
export function FormatMenu(props: {
  field: RefObject<HTMLTextAreaElement | null>;
  onFormat: (how: Format) => void;
}) {
  const { t } = useTranslation();
  return (
    <Menu
      side="top"
      align="end"
      finalFocus={props.field}
      trigger={
        <button type="button" className="icon-button" aria-label={t('format.menu')}>
          <Type />
        </button>
      }
    >
      {formats.map(({ how, text, keys, Icon }) => (
        <MenuItem key={how} icon={<Icon />} keys={keyWords(keys)} onSelect={() => props.onFormat(how)}>
          {t(text)}
        </MenuItem>
      ))}
    </Menu>
  );
}
