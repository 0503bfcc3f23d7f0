import { late } from './late.tsx';

const dialogs = () => import('./dialogs.ts');

export const Switcher = late(() => dialogs().then((part) => part.Switcher));
export const SecurityDialog = late(() => dialogs().then((part) => part.SecurityDialog));
export const SignInDialog = late(() => dialogs().then((part) => part.SignInDialog));
export const SignOutDialog = late(() => dialogs().then((part) => part.SignOutDialog));
export const ForgetDialog = late(() => dialogs().then((part) => part.ForgetDialog));
export const AddPeopleDialog = late(() => dialogs().then((part) => part.AddPeopleDialog));
export const BrowseDialog = late(() => dialogs().then((part) => part.BrowseDialog));
export const CreateChannelDialog = late(() => dialogs().then((part) => part.CreateChannelDialog));
export const DetailsDialog = late(() => dialogs().then((part) => part.DetailsDialog));
export const NewMessageDialog = late(() => dialogs().then((part) => part.NewMessageDialog));
export const NameSectionDialog = late(() => dialogs().then((part) => part.NameSectionDialog));
export const DeleteSectionDialog = late(() => dialogs().then((part) => part.DeleteSectionDialog));
export const UnsentDialog = late(() => dialogs().then((part) => part.UnsentDialog));
export const DevicesDialog = late(() => dialogs().then((part) => part.DevicesDialog));
export const InviteDialog = late(() => dialogs().then((part) => part.InviteDialog));
export const InviteWaiting = late(() => dialogs().then((part) => part.InviteWaiting));
export const KeysDialog = late(() => dialogs().then((part) => part.KeysDialog));
export const RemindersDialog = late(() => dialogs().then((part) => part.RemindersDialog));
export const ScheduledDialog = late(() => dialogs().then((part) => part.ScheduledDialog));
export const ForwardDialog = late(() => dialogs().then((part) => part.ForwardDialog));
export const VersionsDialog = late(() => dialogs().then((part) => part.VersionsDialog));
export const PersonCard = late(() => dialogs().then((part) => part.PersonCard));
export const ProfileDialog = late(() => dialogs().then((part) => part.ProfileDialog));
export const StatusDialog = late(() => dialogs().then((part) => part.StatusDialog));
export const QuietDialog = late(() => dialogs().then((part) => part.QuietDialog));
export const SettingsDialog = late(() => dialogs().then((part) => part.SettingsDialog));
export const DeleteDialog = late(() => dialogs().then((part) => part.DeleteDialog));
export const ReportDialog = late(() => dialogs().then((part) => part.ReportDialog));
export const ManageDialog = late(() =>
  import('../manage/ManageDialog.tsx').then((part) => part.ManageDialog),
);
