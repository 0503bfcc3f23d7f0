import { CalendarClock } from 'lucide-react';
import { useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Timestamp } from '../../shared/model/ids.ts';
import { PickTimeDialog } from '../late/latePickTime.ts';
import type { Anchor } from '../ui/anchors.ts';
import { MenuAt, MenuItem, MenuLine, MenuTitle } from '../ui/Menu.tsx';
import type { OfferedTime } from './laterTimes.ts';
import { useLaterWords } from './useLaterWords.ts';

const names = {
  minutes20: 'later.minutes20',
  hour1: 'later.hour1',
  hours3: 'later.hours3',
  tomorrow: 'later.tomorrow',
  monday: 'later.monday',
} as const;

/** Chooses when something is to be: at one of the times that are offered, or at any other. */
export function LaterMenu(props: {
  anchor: Anchor;
  title: string;
  offered: readonly OfferedTime[];
  onChoose: (at: Timestamp) => void;
  onClose: () => void;
  finalFocus: () => HTMLElement | false;
}) {
  const { t } = useTranslation();
  const when = useLaterWords();
  const [picking, setPicking] = useState(false);
  // A choice closes the menu: this one goes on to the dialog.
  const pickingNext = useRef(false);
  const { title, onChoose, onClose } = props;
  const pick = () => {
    pickingNext.current = true;
    setPicking(true);
  };
  if (picking) return <PickTimeDialog title={title} onPick={onChoose} onClose={onClose} />;
  return (
    <MenuAt
      anchor={props.anchor}
      label={title}
      onClose={() => pickingNext.current || onClose()}
      finalFocus={props.finalFocus}
    >
      <MenuTitle>{title}</MenuTitle>
      {props.offered.map(({ id, at }) => (
        <MenuItem key={id} note={when(at)} onSelect={() => onChoose(at)}>
          {t(names[id])}
        </MenuItem>
      ))}
      <MenuLine />
      <MenuItem icon={<CalendarClock />} onSelect={pick}>
        {t('later.pick')}
      </MenuItem>
    </MenuAt>
  );
}
