import type { InviteLink } from '../../shared/model/inviteLink.ts';
import type { App } from '../store/app.ts';

/** Shows the form to join with an invite that was opened outside, unless that would end what is being filled in. */
export function openInvite(app: App, { address, invite, pin }: InviteLink): void {
  const link: InviteLink = { address, invite, pin };
  const { dialog, halfFilled } = app.store.getState();
  if (dialog !== null || halfFilled) app.store.setState({ inviteWaiting: link });
  else takeInvite(app, link);
}

/** Goes to the form to join, whatever is shown. */
export function takeInvite(app: App, invited: InviteLink): void {
  app.store.setState({ invited, inviteWaiting: null, welcoming: true, dialog: null, card: null });
}

export function leaveInvite(app: App): void {
  app.store.setState({ inviteWaiting: null });
}
