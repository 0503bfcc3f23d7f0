import type { App } from '../store/app.ts';
import type { ManageSection } from '../store/navigation.ts';

/** Opens what a space is run by, at one of its sections. */
export function openManage(app: App, section: ManageSection): void {
  app.store.setState({ dialog: 'manage', manageSection: section });
}
