import { describe, expect, it } from 'vitest';
import type { ConversationView } from '../../shared/ipc/views.ts';
import { parseMarkdown } from '../markdown/parseMarkdown.ts';
import { plainText } from '../markdown/plainText.ts';
import type { App } from '../store/app.ts';
import { type CommandContext, commandIn } from './commands.ts';

const channel = { kind: 'channel', everyone: false, joined: true } as ConversationView;
const direct = { kind: 'direct', everyone: false, joined: true } as ConversationView;

/** What a text comes to in a channel where nothing is asked of the app. */
function outcomeOf(text: string) {
  const found = commandIn(text, channel);
  if (found === null || found.command === null) throw new Error('no command');
  const context: CommandContext = { app: {} as App, where: {} as never, conversation: channel };
  return found.command.run(context, found.words);
}

describe('a text', () => {
  it('is a command by its first word', () => {
    expect(commandIn('/me waves', channel)).toMatchObject({ name: 'me', words: 'waves' });
    expect(commandIn('/SHRUG', channel)?.command?.name).toBe('shrug');
    expect(commandIn('/nothing here', channel)).toMatchObject({ name: 'nothing', command: null });
  });

  it('is none as a path, a division or in the middle', () => {
    for (const text of ['/etc/hosts', '/ 2', '/', '//x', 'and /me', '/2']) {
      expect(commandIn(text, channel)).toBeNull();
    }
  });

  it('does only what can be done here', () => {
    expect(commandIn('/leave', direct)?.command).toBeNull();
    expect(commandIn('/leave', { ...channel, everyone: true })?.command).toBeNull();
    expect(commandIn('/leave', channel)?.command?.name).toBe('leave');
  });
});

describe('commands', () => {
  it('send what was written, or ask for what is missing', () => {
    expect(outcomeOf('/me  waves\nand goes')).toEqual({ kind: 'send', text: '/me waves\nand goes' });
    expect(outcomeOf('/me ')).toEqual({ kind: 'problem', problem: 'command.needsWords' });
    expect(outcomeOf('/help')).toEqual({ kind: 'write', text: '/' });
  });

  it('shrug with both arms, as the message is shown', () => {
    const outcome = outcomeOf('/shrug no idea');
    expect(outcome.kind === 'send' && plainText(parseMarkdown(outcome.text))).toBe('no idea ¯\\_(ツ)_/¯');
  });
});
