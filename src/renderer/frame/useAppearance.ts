import { useEffect } from 'react';
import { useTranslation } from 'react-i18next';
import { useAppState } from '../store/AppContext.tsx';
import { conversationName, selectShown, selectSpace, selectUsers } from '../store/selectors.ts';

/** Puts theme and text size where the styles look for them, and the place into the window's title. */
export function useAppearance(): void {
  const { t } = useTranslation();
  const theme = useAppState((state) => state.settings.theme);
  const textSize = useAppState((state) => state.settings.textSize);
  useEffect(() => {
    const { dataset, style } = document.documentElement;
    if (theme === 'system') delete dataset['theme'];
    else dataset['theme'] = theme;
    style.setProperty('--text-share', String(textSize / 100));
  }, [theme, textSize]);

  const title = useAppState((state) => {
    const space = selectSpace(state);
    const shown = selectShown(state);
    if (space === undefined) return t('app.name');
    const unknown = t('app.unknownPerson');
    const name =
      shown === undefined
        ? []
        : [conversationName(shown, selectUsers(state, space.spaceId), space.userId, unknown)];
    const unread = Object.values(state.spaces).reduce((sum, one) => sum + one.unread, 0);
    const count = unread > 0 ? `(${unread}) ` : '';
    return count + [...name, space.name, t('app.name')].join(' – ');
  });
  useEffect(() => {
    document.title = title;
  }, [title]);
}
