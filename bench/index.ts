import { writeFileSync } from 'node:fs';
import { cpus } from 'node:os';
import { parseArgs } from 'node:util';
import { open } from './cache/open.ts';
import { page } from './cache/page.ts';
import { resync } from './cache/resync.ts';
import { search } from './cache/search.ts';
import { connections } from './connections/connections.ts';
import { fanout } from './fanout/fanout.ts';
import { clientGrowth } from './growth/clientGrowth.ts';
import { growth } from './growth/growth.ts';
import { serverGrowth } from './growth/serverGrowth.ts';
import { latency } from './latency/latency.ts';
import { memory } from './memory/memory.ts';
import { canPin } from './processes.ts';
import type { Figure, Suite } from './Suite.ts';
import { webCache } from './web/webCache.ts';
import { sendTyping } from './window/sendTyping.ts';
import { timeline } from './window/timeline.ts';

/** Everything that can be measured: to add a suite, add a line. */
const suites: Record<string, Suite> = {
  fanout,
  latency,
  connections,
  memory,
  growth,
  'server-growth': serverGrowth,
  'client-growth': clientGrowth,
  resync,
  page,
  open,
  search,
  'web-cache': webCache,
  timeline,
  'send-typing': sendTyping,
};

const USAGE = `Usage: npm run bench -- [SUITE…] [--json FILE] [--svg FILE] [--quick]
Suites: ${Object.keys(suites).join(', ')}; all of them when none is named.`;

const { values, positionals } = parseArgs({
  options: {
    json: { type: 'string' },
    svg: { type: 'string' },
    quick: { type: 'boolean' },
    help: { type: 'boolean' },
  },
  allowPositionals: true,
});
const unknown = positionals.filter((name) => !Object.hasOwn(suites, name));
if (values.help || unknown.length > 0) {
  console.log(unknown.length > 0 ? `There is no suite ${unknown.join(', ')}.\n${USAGE}` : USAGE);
  process.exit(unknown.length > 0 ? 1 : 0);
}

const quick = values.quick ?? false;
const [cpu] = cpus();
console.log(`Node ${process.version}, ${cpus().length} × ${cpu?.model ?? 'unknown'}`);
console.log(`Server and load ${canPin ? 'on cores of their own' : 'share their cores: taskset is missing'}.`);

const found: Record<string, Figure[]> = {};
for (const [name, suite] of Object.entries(suites)) {
  if (positionals.length > 0 && !positionals.includes(name)) continue;
  console.log(`\n== ${name}`);
  found[name] = await suite({ quick, svg: values.svg, print: (line) => console.log(line) });
}
if (values.json)
  writeFileSync(values.json, `${JSON.stringify({ node: process.version, quick, found }, null, 2)}\n`);
