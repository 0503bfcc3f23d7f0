import { isAbsolute } from 'node:path';
import { z } from 'zod';
import { timestampSchema } from '../../shared/model/ids.ts';
import {
  auditActSchema,
  givenRoleSchema,
  inviteIdSchema,
  serviceTokenIdSchema,
} from '../../shared/model/running.ts';
import { lineSchema } from '../../shared/model/text.ts';
import { requests } from '../../shared/protocol/requests.ts';
import { MAX_INVITE_LIFE_MS, MAX_INVITE_USES } from '../../shared/protocol/running.ts';
import type { Passwords } from '../auth/createPasswords.ts';
import { newInvite } from '../auth/invites.ts';
import { hashToken, newServiceToken } from '../auth/secrets.ts';
import type { Clock } from '../clock.ts';
import type { Store } from '../store/Store.ts';
import { exportAudit } from './exportAudit.ts';
import { describeInvite, describePerson, describeToken } from './lists.ts';
import { conversationOf, runUserCommand } from './people.ts';

const name = z.string().min(1).max(64);

/** What whoever runs the server may ask of it: beside a running one, or of the folder itself. People are given by name. */
export const commandSchema = z.discriminatedUnion('command', [
  z.strictObject({
    command: z.literal('invite create'),
    role: givenRoleSchema.optional(),
    uses: z.int().min(1).max(MAX_INVITE_USES).optional(),
    days: z
      .number()
      .positive()
      .max(MAX_INVITE_LIFE_MS / (24 * 3_600_000))
      .optional(),
    /** Ids, or names of public channels. */
    conversation: z.array(z.string()).optional(),
  }),
  z.strictObject({ command: z.literal('invite list') }),
  z.strictObject({ command: z.literal('invite revoke'), id: inviteIdSchema }),
  z.strictObject({ command: z.literal('user list') }),
  z.strictObject({
    command: z.enum([
      'user promote',
      'user demote',
      'user deactivate',
      'user reactivate',
      'user ban',
      'user reset-password',
    ]),
    name,
  }),
  /** The file is named in full: server and command may run in different folders. */
  z.strictObject({ command: z.literal('backup'), file: z.string().min(1).refine(isAbsolute) }),
  z.strictObject({ command: z.literal('token create'), name: lineSchema(64) }),
  z.strictObject({ command: z.literal('token list') }),
  z.strictObject({ command: z.literal('token revoke'), id: serviceTokenIdSchema }),
  z.strictObject({
    command: z.literal('audit'),
    act: auditActSchema.optional(),
    actor: name.optional(),
    user: name.optional(),
    since: timestampSchema.optional(),
    until: timestampSchema.optional(),
    json: z.boolean().optional(),
  }),
]);
export type Command = z.infer<typeof commandSchema>;
export type CommandOf<N extends Command['command']> = Extract<Command, { command: N }>;

/** What was asked for, line by line, and what there is to say of it to a person. */
export type Answer = { asked: string[]; said: string[] };

export const commandResultSchema = z.discriminatedUnion('ok', [
  z.object({ ok: z.literal(true), asked: z.array(z.string()), said: z.array(z.string()) }),
  z.object({ ok: z.literal(false), message: z.string() }),
]);
export type CommandResult = z.infer<typeof commandResultSchema>;

/** What commands work with. */
export type Ground = {
  store: Store;
  clock: Clock;
  passwords: Passwords;
  backUp(path: string): Promise<void>;
  /** The link that an invite is passed on by, where a server runs. */
  linkTo?: (invite: string) => string;
};

/** Runs a command on a store, as whoever runs the server. Never rejects. */
export async function runCommand(command: Command, ground: Ground): Promise<CommandResult> {
  try {
    return { ok: true, ...(await run(command, ground)) };
  } catch (error) {
    return { ok: false, message: error instanceof Error ? error.message : String(error) };
  }
}

function run(command: Command, ground: Ground): Promise<Answer> {
  switch (command.command) {
    case 'invite create':
      return createInvite(command, ground);
    case 'token create':
      return createToken(command, ground);
    case 'backup':
      return backUp(command, ground);
    case 'audit':
      return exportAudit(command, ground);
    case 'invite list':
    case 'user list':
    case 'token list':
      return list(command.command, ground);
    case 'invite revoke':
    case 'token revoke':
      return revoke(command, ground);
    default:
      return runUserCommand(command, ground);
  }
}

async function createInvite(command: CommandOf<'invite create'>, ground: Ground): Promise<Answer> {
  const { store, clock, linkTo } = ground;
  const { role, uses, days, conversation = [] } = command;
  const conversationIds = await Promise.all(conversation.map((given) => conversationOf(store, given)));
  const lifeMs = days === undefined ? undefined : Math.round(days * 24 * 3_600_000);
  const wanted = requests['invite:create'].payload.parse({ role, uses, lifeMs, conversationIds });
  const { code, stored } = newInvite(clock.now(), wanted);
  const invite = await store.createInvite(null, stored);
  const until = new Date(invite.expiresAt).toISOString();
  const said = [`For ${invite.uses} as ${invite.role}, good until ${until}.`];
  return { asked: [code], said: linkTo ? [...said, `As a link: ${linkTo(code)}`] : said };
}

async function backUp({ file }: CommandOf<'backup'>, ground: Ground): Promise<Answer> {
  await ground.backUp(file);
  return {
    asked: [file],
    said: ['It holds every message and the keys: keep it as safe as the space itself.'],
  };
}

async function createToken({ name }: CommandOf<'token create'>, { store }: Ground): Promise<Answer> {
  const token = newServiceToken();
  const { id } = await store.createServiceToken(null, { name, tokenHash: hashToken(token) });
  return { asked: [token], said: [`It is told this once. It is revoked by: token revoke ${id}`] };
}

async function list(
  what: 'invite list' | 'user list' | 'token list',
  { store, clock }: Ground,
): Promise<Answer> {
  const people = await store.people(null);
  const names = new Map(people.map(({ id, username }) => [id, username]));
  if (what === 'user list') return { asked: people.map(describePerson), said: [] };
  if (what === 'token list') {
    const tokens = await store.serviceTokens(null);
    return { asked: tokens.map((token) => describeToken(token, names)), said: [] };
  }
  const invites = await store.invites(null);
  return { asked: invites.map((invite) => describeInvite(invite, names, clock.now())), said: [] };
}

async function revoke(
  command: CommandOf<'invite revoke' | 'token revoke'>,
  { store }: Ground,
): Promise<Answer> {
  if (command.command === 'invite revoke') {
    await store.revokeInvite(null, { inviteId: command.id });
    return { asked: [], said: ['Nobody comes by it from now on.'] };
  }
  const { name } = await store.revokeServiceToken(null, { tokenId: command.id });
  return { asked: [], said: [`${name} may notify nobody from now on.`] };
}
