import type { ComponentType } from 'react';
import { KeysHeld } from './KeysHeld.tsx';
import { late } from './late.tsx';

const dialogs = () => import('./dialogs.ts');

const lateDialog = <P extends { onClose?: () => void }>(load: () => Promise<ComponentType<P>>) =>
  late(load, KeysHeld);

export const Switcher = lateDialog(() => dialogs().then((part) => part.Switcher));
export const SecurityDialog = lateDialog(() => dialogs().then((part) => part.SecurityDialog));
export const SignInDialog = lateDialog(() => dialogs().then((part) => part.SignInDialog));
export const SignOutDialog = lateDialog(() => dialogs().then((part) => part.SignOutDialog));
export const ForgetDialog = lateDialog(() => dialogs().then((part) => part.ForgetDialog));
export const AddPeopleDialog = lateDialog(() => dialogs().then((part) => part.AddPeopleDialog));
export const BrowseDialog = lateDialog(() => dialogs().then((part) => part.BrowseDialog));
export const CreateChannelDialog = lateDialog(() => dialogs().then((part) => part.CreateChannelDialog));
export const DetailsDialog = lateDialog(() => dialogs().then((part) => part.DetailsDialog));
export const NewMessageDialog = lateDialog(() => dialogs().then((part) => part.NewMessageDialog));
export const NameSectionDialog = lateDialog(() => dialogs().then((part) => part.NameSectionDialog));
export const DeleteSectionDialog = lateDialog(() => dialogs().then((part) => part.DeleteSectionDialog));
export const UnsentDialog = lateDialog(() => dialogs().then((part) => part.UnsentDialog));
export const DevicesDialog = lateDialog(() => dialogs().then((part) => part.DevicesDialog));
export const InviteDialog = lateDialog(() => dialogs().then((part) => part.InviteDialog));
// It comes unasked: what is being typed is not meant for it.
export const InviteWaiting = late(() => dialogs().then((part) => part.InviteWaiting));
export const KeysDialog = lateDialog(() => dialogs().then((part) => part.KeysDialog));
export const RemindersDialog = lateDialog(() => dialogs().then((part) => part.RemindersDialog));
export const ScheduledDialog = lateDialog(() => dialogs().then((part) => part.ScheduledDialog));
export const ForwardDialog = lateDialog(() => dialogs().then((part) => part.ForwardDialog));
export const VersionsDialog = lateDialog(() => dialogs().then((part) => part.VersionsDialog));
export const PersonCard = lateDialog(() => dialogs().then((part) => part.PersonCard));
export const ProfileDialog = lateDialog(() => dialogs().then((part) => part.ProfileDialog));
export const StatusDialog = lateDialog(() => dialogs().then((part) => part.StatusDialog));
export const QuietDialog = lateDialog(() => dialogs().then((part) => part.QuietDialog));
export const SettingsDialog = lateDialog(() => dialogs().then((part) => part.SettingsDialog));
export const DeleteDialog = lateDialog(() => dialogs().then((part) => part.DeleteDialog));
export const ReportDialog = lateDialog(() => dialogs().then((part) => part.ReportDialog));
export const ManageDialog = lateDialog(() =>
  import('../manage/ManageDialog.tsx').then((part) => part.ManageDialog),
);
