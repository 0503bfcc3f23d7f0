import { readFileSync } from 'node:fs';
import { join } from 'node:path';

/** A fenced example: ```` ```json request message:send by=ada ````, or a note to whoever plays the examples. */
export type Block = {
  /** Where it begins, for whoever reads a failing test. */
  line: number;
  /** The words after the language, without the attributes: `request`, `message:send`. */
  words: string[];
  attributes: Record<string, string>;
  text: string;
};

const path = join(import.meta.dirname, '..', '..', '..', 'docs', 'protocol.md');

/** The whole document. */
export const readProtocol = (): string => readFileSync(path, 'utf8');

/** The examples and notes of the document in their order. A note is a comment that begins with `story:`. */
export function parseBlocks(document: string): Block[] {
  const blocks: Block[] = [];
  const pattern = /^```(?:json|text) (?<info>.+)\n(?<text>[\s\S]*?)^```$|^<!-- story: (?<note>.+) -->$/gm;
  for (const { index, groups } of document.matchAll(pattern)) {
    const line = document.slice(0, index).split('\n').length;
    const { info, text = '', note } = groups ?? {};
    if (note !== undefined) blocks.push({ line, words: ['story', note], attributes: {}, text: '' });
    else blocks.push({ line, ...parseInfo(info ?? ''), text });
  }
  return blocks;
}

function parseInfo(info: string): Pick<Block, 'words' | 'attributes'> {
  const words: string[] = [];
  const attributes: Record<string, string> = {};
  for (const word of info.split(' ')) {
    const [name = '', value] = word.split('=');
    if (value === undefined) words.push(word);
    else attributes[name] = value;
  }
  return { words, attributes };
}

/** The value of an example in JSON. */
export function parseExample(block: Block): unknown {
  try {
    return JSON.parse(block.text);
  } catch (error) {
    throw new Error(`protocol.md:${block.line} is not JSON: ${error}`);
  }
}
