import { Tabs } from '@base-ui/react/tabs';
import { Activity, DatabaseBackup, Flag, Megaphone, ScrollText, Ticket, Users, Webhook } from 'lucide-react';
import { type ComponentType, type ReactNode, useEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import type { SpaceView } from '../../shared/ipc/views.ts';
import { BackupsSection } from '../backups/BackupsSection.tsx';
import { useApp, useAppState } from '../store/AppContext.tsx';
import type { ManageSection } from '../store/navigation.ts';
import { Dialog } from '../ui/Dialog.tsx';
import { useNarrow } from '../ui/useNarrow.ts';
import { AnnounceSection } from './AnnounceSection.tsx';
import { AuditSection } from './AuditSection.tsx';
import { InvitesSection } from './InvitesSection.tsx';
import './manage.css';
import { OverviewSection } from './OverviewSection.tsx';
import { PeopleSection } from './PeopleSection.tsx';
import { ProgramsSection } from './ProgramsSection.tsx';
import { ReportsSection } from './ReportsSection.tsx';
import { sectionsOf } from './sections.ts';

const parts: Record<ManageSection, { icon: ReactNode; Section: ComponentType<{ space: SpaceView }> }> = {
  overview: { icon: <Activity />, Section: OverviewSection },
  backups: { icon: <DatabaseBackup />, Section: BackupsSection },
  people: { icon: <Users />, Section: PeopleSection },
  invites: { icon: <Ticket />, Section: InvitesSection },
  reports: { icon: <Flag />, Section: ReportsSection },
  programs: { icon: <Webhook />, Section: ProgramsSection },
  announce: { icon: <Megaphone />, Section: AnnounceSection },
  audit: { icon: <ScrollText />, Section: AuditSection },
};

/** Everything a space is run by, as far as it is for oneself to see. */
export function ManageDialog({ space, onClose }: { space: SpaceView; onClose: () => void }) {
  const { t } = useTranslation();
  const app = useApp();
  const narrow = useNarrow();
  const sections = useAppState((state) => sectionsOf(state, space));
  const wanted = useAppState((state) => state.manageSection);
  const shown = sections.includes(wanted) ? wanted : sections[0];
  const tabs = useRef<HTMLDivElement>(null);
  useEffect(() => {
    // Who runs the space no more has nothing to see here.
    if (shown === undefined) onClose();
  }, [shown, onClose]);
  useEffect(() => {
    // In one line they do not all have room.
    if (narrow && shown !== undefined)
      tabs.current?.querySelector('[data-active]')?.scrollIntoView({ inline: 'nearest' });
  }, [narrow, shown]);
  return (
    <Dialog open full onClose={onClose} title={t('manage.title', { name: space.name })}>
      {shown !== undefined && (
        <Tabs.Root
          className="manage"
          orientation={narrow ? 'horizontal' : 'vertical'}
          value={shown}
          onValueChange={(manageSection: ManageSection) => app.store.setState({ manageSection })}
        >
          <Tabs.List ref={tabs} className="manage-tabs" aria-label={t('manage.sections')}>
            {sections.map((section) => (
              <Tabs.Tab key={section} value={section} className="manage-tab">
                {parts[section].icon}
                {t(`manage.${section}`)}
              </Tabs.Tab>
            ))}
          </Tabs.List>
          {sections.map((section) => {
            const { Section } = parts[section];
            return (
              <Tabs.Panel key={section} value={section} className="manage-panel scrolls">
                <Section space={space} />
              </Tabs.Panel>
            );
          })}
        </Tabs.Root>
      )}
    </Dialog>
  );
}
