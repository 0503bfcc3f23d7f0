import { connect } from 'node:net';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { findAdminPath } from '../../src/server/admin/adminPath.ts';
import { commandResultSchema, commandSchema } from '../../src/server/admin/commands.ts';
import { createWiredSpace, type WiredSpace } from './making/createWiredSpace.ts';
import { fromSchema } from './making/fromSchema.ts';
import { odd, oddText, toJson } from './making/oddities.ts';
import { shareOf, tryAll } from './making/run.ts';
import { spoil } from './making/spoil.ts';

let space: WiredSpace;
beforeAll(async () => {
  space = await createWiredSpace();
});
afterAll(() => space.dispose());

/** What is answered to some lines; nothing when the server hung up. */
async function say(text: string): Promise<string> {
  const socket = connect(findAdminPath(space.dataFolder));
  let said = '';
  socket.on('error', () => {});
  socket.setEncoding('utf8').on('data', (chunk) => {
    said += chunk;
  });
  socket.end(text);
  await new Promise((resolve) => socket.once('close', resolve));
  return said;
}

/** What is nested too deep to be written is left to the values that are. */
const written = (value: unknown): string => {
  try {
    return toJson(value);
  } catch {
    return '{';
  }
};

const isCommand = (line: string): boolean => {
  try {
    return commandSchema.safeParse(JSON.parse(line)).success;
  } catch {
    return false;
  }
};

describe('commands to a running server that are none', () => {
  it('are refused or hung up on, and change nothing', async () => {
    const lines = fc.oneof(
      spoil(fromSchema(commandSchema, fc.uuid())).map(written),
      odd.map(toJson),
      oddText,
    );
    const wrong = lines.filter((line) => !isCommand(line.split('\n')[0] ?? ''));
    await tryAll(
      shareOf(0.03),
      fc.tuple(wrong, fc.constantFrom('\n', '', '\r\n{}\n')),
      async ([line, end]) => {
        const said = await say(line + end);
        if (said !== '') expect(commandResultSchema.parse(JSON.parse(said)).ok).toBe(false);
      },
    );
    await space.isUnharmed();
  });
});
