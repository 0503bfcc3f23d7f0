import { useCallback } from 'react';
import { closeDialog } from '../actions/navigate.ts';
import {
  AddPeopleDialog,
  BrowseDialog,
  CreateChannelDialog,
  DeleteSectionDialog,
  DetailsDialog,
  DevicesDialog,
  ForgetDialog,
  InviteDialog,
  KeysDialog,
  ManageDialog,
  NameSectionDialog,
  NewMessageDialog,
  ProfileDialog,
  QuietDialog,
  RemindersDialog,
  SecurityDialog,
  SettingsDialog,
  SignInDialog,
  SignOutDialog,
  StatusDialog,
  Switcher,
  UnsentDialog,
} from '../late/lateDialogs.ts';
import { useApp, useAppState } from '../store/AppContext.tsx';
import { selectShown, selectSpace } from '../store/selectors.ts';

/** The one dialog that is open. */
export function Dialogs() {
  const app = useApp();
  const name = useAppState((state) => state.dialog);
  const space = useAppState(selectSpace);
  const shown = useAppState(selectShown);
  const onClose = useCallback(() => closeDialog(app), [app]);
  if (name === 'keys') return <KeysDialog onClose={onClose} />;
  if (name === 'settings') return <SettingsDialog onClose={onClose} />;
  if (name === null || space === undefined) return null;
  switch (name) {
    case 'switcher':
      return <Switcher space={space} onClose={onClose} />;
    case 'profile':
      return <ProfileDialog space={space} onClose={onClose} />;
    case 'status':
      return <StatusDialog space={space} onClose={onClose} />;
    case 'invite':
      return <InviteDialog space={space} onClose={onClose} />;
    case 'createChannel':
      return <CreateChannelDialog space={space} onClose={onClose} />;
    case 'browseChannels':
      return <BrowseDialog space={space} onClose={onClose} />;
    case 'newMessage':
      return <NewMessageDialog space={space} onClose={onClose} />;
    case 'details':
      return shown === undefined ? null : (
        <DetailsDialog space={space} conversation={shown} onClose={onClose} />
      );
    case 'addPeople':
      return shown === undefined ? null : (
        <AddPeopleDialog space={space} conversation={shown} onClose={onClose} />
      );
    case 'reminders':
      return <RemindersDialog space={space} onClose={onClose} />;
    case 'quiet':
      return <QuietDialog space={space} onClose={onClose} />;
    case 'devices':
      return <DevicesDialog space={space} onClose={onClose} />;
    case 'manage':
      return <ManageDialog space={space} onClose={onClose} />;
    case 'nameSection':
      return <NameSectionDialog space={space} onClose={onClose} />;
    case 'deleteSection':
      return <DeleteSectionDialog space={space} onClose={onClose} />;
    case 'unsent':
      return <UnsentDialog space={space} onClose={onClose} />;
    case 'security':
      return <SecurityDialog key={space.spaceId} space={space} onClose={onClose} />;
    case 'signIn':
      return <SignInDialog space={space} onClose={onClose} />;
    case 'signOut':
      return <SignOutDialog space={space} onClose={onClose} />;
    case 'forget':
      return <ForgetDialog space={space} onClose={onClose} />;
  }
}
