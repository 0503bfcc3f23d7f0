import { Bell, BellOff, CalendarClock, Settings2 } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import type { SpaceView } from '../../shared/ipc/views.ts';
import { openDialog } from '../actions/navigate.ts';
import { pauseUntil } from '../actions/quiet.ts';
import { useLaterWords } from '../later/useLaterWords.ts';
import { useApp } from '../store/AppContext.tsx';
import { useNow } from '../time/useTimeWords.ts';
import { MenuItem, MenuLine } from '../ui/Menu.tsx';
import { SubMenu } from '../ui/SubMenu.tsx';
import { pauseEnd, pauses } from './quietTimes.ts';
import type { QuietNow } from './useQuiet.ts';

/** Being left alone: for a while, at hours of the week, or no longer. */
export function QuietMenu(props: { space: SpaceView; now: QuietNow; onPick: () => void }) {
  const { t } = useTranslation();
  const app = useApp();
  const when = useLaterWords();
  const clock = useNow();
  const { space } = props;
  const { until } = props.now;
  return (
    <SubMenu writes icon={<BellOff />} label={t('quiet.title')}>
      {until !== null && (
        <>
          <MenuItem icon={<Bell />} onSelect={() => void pauseUntil(app, space, null)}>
            {t('quiet.resume')}
          </MenuItem>
          <MenuLine />
        </>
      )}
      {pauses.map((pause) => (
        <MenuItem
          key={pause}
          note={when(pauseEnd(pause, clock))}
          onSelect={() => void pauseUntil(app, space, pauseEnd(pause, Date.now()))}
        >
          {t(`quiet.${pause}`)}
        </MenuItem>
      ))}
      <MenuItem icon={<CalendarClock />} onSelect={props.onPick}>
        {t('quiet.pick')}
      </MenuItem>
      <MenuLine />
      <MenuItem icon={<Settings2 />} onSelect={() => openDialog(app, 'quiet')}>
        {t('quiet.settings')}
      </MenuItem>
    </SubMenu>
  );
}
