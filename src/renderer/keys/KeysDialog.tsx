import type { ParseKeys } from 'i18next';
import { useTranslation } from 'react-i18next';
import { useAppState } from '../store/AppContext.tsx';
import { selectIsBrowser } from '../store/selectors.ts';
import { commandKey, rowCommands } from '../timeline/rowCommands.tsx';
import { Dialog } from '../ui/Dialog.tsx';
import './keys.css';
import { keyWords } from './keyWords.ts';

type Line = {
  text: ParseKeys;
  keys: readonly string[];
  /** A browser keeps it to itself. */
  ofBrowser?: boolean;
};

const groups: readonly { title: ParseKeys; lines: readonly Line[] }[] = [
  {
    title: 'keys.anywhere',
    lines: [
      { text: 'keys.switch', keys: ['Ctrl+K'] },
      { text: 'space.newMessage', keys: ['Ctrl+N'], ofBrowser: true },
      { text: 'keys.find', keys: ['Ctrl+F'] },
      { text: 'keys.findEverywhere', keys: ['Ctrl+Shift+F'] },
      { text: 'notifications.title', keys: ['Ctrl+Shift+M'] },
      { text: 'keys.back', keys: ['Ctrl+[', 'Ctrl+]'] },
      { text: 'keys.previous', keys: ['Alt+↑ ↓'] },
      { text: 'keys.unread', keys: ['Alt+Shift+↑ ↓'] },
      { text: 'keys.spaces', keys: ['Ctrl+1 … 9'], ofBrowser: true },
      { text: 'keys.regions', keys: ['F6'] },
      { text: 'keys.escape', keys: ['Esc'] },
      { text: 'keys.details', keys: ['Ctrl+.'] },
      { text: 'keys.settings', keys: ['Ctrl+,'] },
      { text: 'keys.showKeys', keys: ['Ctrl+/'] },
    ],
  },
  {
    title: 'keys.inComposer',
    lines: [
      { text: 'keys.send', keys: ['Enter'] },
      { text: 'keys.break', keys: ['Shift+Enter'] },
      { text: 'later.schedule', keys: ['Ctrl+Shift+Enter'] },
      { text: 'keys.editLast', keys: ['↑'] },
      { text: 'keys.mention', keys: ['@'] },
      { text: 'keys.channel', keys: ['#'] },
      { text: 'keys.emoji', keys: [':', 'Ctrl+Shift+E'] },
      { text: 'keys.command', keys: ['/'] },
      { text: 'keys.bold', keys: ['Ctrl+B'] },
      { text: 'keys.italic', keys: ['Ctrl+I'] },
      { text: 'keys.code', keys: ['Ctrl+E'] },
      { text: 'keys.link', keys: ['Ctrl+Shift+K'] },
      { text: 'keys.cancel', keys: ['Esc'] },
    ],
  },
  {
    title: 'keys.inMessages',
    lines: [
      { text: 'keys.move', keys: ['↑', '↓'] },
      ...rowCommands.flatMap((command) => {
        const key = commandKey(command);
        return key === undefined ? [] : [{ text: command.text, keys: [key] }];
      }),
      { text: 'keys.menu', keys: ['Shift+F10'] },
      { text: 'keys.write', keys: ['Esc'] },
    ],
  },
];

/** All keys there are. */
export function KeysDialog({ onClose }: { onClose: () => void }) {
  const { t } = useTranslation();
  const isBrowser = useAppState(selectIsBrowser);
  return (
    <Dialog open wide onClose={onClose} title={t('keys.title')}>
      <div className="keys">
        {groups.map((group) => (
          <section key={group.title}>
            <h2 className="keys-title">{t(group.title)}</h2>
            <dl>
              {group.lines
                .filter(({ ofBrowser }) => !isBrowser || ofBrowser !== true)
                .map((line) => (
                  <div key={line.text} className="keys-line">
                    <dt>{t(line.text)}</dt>
                    <dd>
                      {line.keys.map((keys) => (
                        <kbd key={keys} className="key">
                          {keyWords(keys)}
                        </kbd>
                      ))}
                    </dd>
                  </div>
                ))}
            </dl>
          </section>
        ))}
      </div>
    </Dialog>
  );
}
