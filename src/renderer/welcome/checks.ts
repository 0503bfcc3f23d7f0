import type { ParseKeys } from 'i18next';
import type { AppError } from '../../shared/ipc/contract.ts';
import { entryKinds } from '../../shared/model/entry.ts';
import { announcedSchema } from '../../shared/model/notification.ts';
import { serviceTokenSchema } from '../../shared/model/running.ts';
import {
  channelNameSchema,
  displayNameSchema,
  passwordSchema,
  spaceNameSchema,
  usernameSchema,
} from '../../shared/model/text.ts';

/** What is wrong with something that was typed, by the key of its text, with what is filled in. */
export type Wrong = { key: ParseKeys; values?: Record<string, string | number> };

/** Which field is wrong, and how. `form` is for what belongs to none of them. */
export type Wrongs<F extends string> = Partial<Record<F | 'form', Wrong>>;

const required: Wrong = { key: 'field.required' };

function checkLine(
  schema: { safeParse(value: string): { success: boolean } },
  most: number,
  typed: string,
): Wrong | null {
  const value = typed.trim();
  if (value === '') return required;
  if (value.length > most) return { key: 'field.nameTooLong', values: { max: most } };
  return schema.safeParse(value).success ? null : { key: 'field.badCharacters' };
}

export const checkSpaceName = (typed: string): Wrong | null => checkLine(spaceNameSchema, 64, typed);
export const checkDisplayName = (typed: string): Wrong | null => checkLine(displayNameSchema, 64, typed);

export const checkSectionName = (typed: string): Wrong | null =>
  checkLine(entryKinds.section.value.shape.name, 64, typed);

export const checkProgramName = (typed: string): Wrong | null =>
  checkLine(serviceTokenSchema.shape.name, 64, typed);

export const checkAnnouncementTitle = (typed: string): Wrong | null =>
  checkLine(announcedSchema.shape.title, 120, typed);

export function checkChannelName(typed: string): Wrong | null {
  if (typed.trim().startsWith('#')) return { key: 'field.channelHash' };
  return checkLine(channelNameSchema, 80, typed);
}

export function checkUsername(typed: string): Wrong | null {
  if (typed.trim() === '') return required;
  return usernameSchema.safeParse(typed.trim()).success ? null : { key: 'field.username' };
}

export function checkPassword(typed: string): Wrong | null {
  if (typed === '') return required;
  if (passwordSchema.safeParse(typed).success) return null;
  return { key: typed.length < 8 ? 'field.passwordShort' : 'field.passwordLong' };
}

export const checkFilled = (typed: string): Wrong | null => (typed.trim() === '' ? required : null);

/** The findings that are some; `null` when there are none. */
export function wrongsAmong<F extends string>(checked: Record<F, Wrong | null>): Wrongs<F> | null {
  const found = Object.entries(checked).filter(([, wrong]) => wrong !== null);
  return found.length === 0 ? null : (Object.fromEntries(found) as Wrongs<F>);
}

const general: Record<AppError['code'], ParseKeys> = {
  invalid: 'error.invalid',
  unauthorized: 'error.wrongSignIn',
  forbidden: 'error.forbidden',
  not_found: 'error.notFound',
  conflict: 'error.invalid',
  rate_limited: 'error.rateLimited',
  unreachable: 'error.unreachable',
  not_parley: 'error.notParley',
  client_too_old: 'error.clientTooOld',
  server_too_old: 'error.serverTooOld',
  different_space: 'error.differentSpace',
  untrusted: 'error.untrusted',
  offline: 'error.offline',
  already_joined: 'error.alreadyJoined',
  read_only: 'error.readOnly',
  held_elsewhere: 'error.heldElsewhere',
  hosting: 'error.hosting',
  not_a_backup: 'error.notABackup',
  port_taken: 'error.portTaken',
  folder_locked: 'error.folderLocked',
  full: 'error.full',
  internal: 'error.internal',
};

/** Puts an error of the app next to the field that caused it, in the words that fit there. */
export function wrongsOf<F extends string>(
  error: AppError,
  fields: Partial<Record<AppError['code'], { field: F | 'form'; key?: ParseKeys }>>,
): Wrongs<F> {
  const own = fields[error.code];
  const key = own?.key ?? general[error.code];
  const wrongs: Wrongs<string> = { [own?.field ?? 'form']: { key } };
  return wrongs as Wrongs<F>;
}
