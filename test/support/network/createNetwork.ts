import { execFile, execFileSync } from 'node:child_process';
import { existsSync, readdirSync } from 'node:fs';
import { promisify } from 'node:util';

const run = promisify(execFile);
const ip = async (...args: string[]): Promise<string> => (await run('ip', args)).stdout;

/** Every network of a test is named by the process that made it. */
const NAME = /^parley-(\d+)-/;

/** Why this machine can have no network namespaces; `null` where it can. */
export function whyNoNamespaces(): string | null {
  if (process.platform !== 'linux') return 'network namespaces are Linux’s';
  if (process.getuid?.() !== 0) return 'network namespaces need root';
  const name = `parley-${process.pid}-try`;
  try {
    execFileSync('ip', ['netns', 'add', name], { stdio: 'pipe' });
    // The right to name one does not come with the right to put anything into it everywhere.
    execFileSync('ip', ['-n', name, 'link', 'add', 'br0', 'type', 'bridge'], { stdio: 'pipe' });
    execFileSync('ip', ['-n', name, 'link', 'add', 'name', 'v0', 'type', 'veth', 'peer', 'name', 'v1'], {
      stdio: 'pipe',
    });
    // Nor the right to run anything there.
    execFileSync('ip', ['netns', 'exec', name, 'true'], { stdio: 'pipe' });
    return null;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT')
      return 'there is no `ip` here (Debian’s package iproute2)';
    return String((error as { stderr?: Buffer }).stderr ?? error).trim();
  } finally {
    if (existsSync(`/run/netns/${name}`)) execFileSync('ip', ['netns', 'delete', name]);
  }
}

/** A computer on the network, which has it for itself: names, ports and addresses are its own. */
export type NetworkHost = {
  /** What a command begins with that runs on this computer. */
  command: [string, ...string[]];
  /** Takes its cable out, and puts it back. */
  plug(isIn: boolean): Promise<void>;
  /** The network gives it another address in place of the one it had, as DHCP does. */
  renumber(address: string): Promise<void>;
  /** Puts it on the network of this address as well. */
  join(address: string): Promise<void>;
};

export type Network = Awaited<ReturnType<typeof createNetwork>>;

/**
 * Computers in network namespaces of their own, and a switch for each network 10.77.N.0/24; nothing of it is connected to
 * this machine's networks.
 */
export async function createNetwork() {
  await removeLeftOvers();
  const own = `parley-${process.pid}`;
  const switches = `${own}-switches`;
  const names: string[] = [];
  const networks = new Set<string>();

  async function add(name: string): Promise<void> {
    await ip('netns', 'add', name);
    names.push(name);
    await ip('-n', name, 'link', 'set', 'lo', 'up');
  }

  async function switchFor(address: string): Promise<string> {
    const bridge = `br${address.split('.')[2]}`;
    if (networks.has(bridge)) return bridge;
    networks.add(bridge);
    await ip('-n', switches, 'link', 'add', bridge, 'type', 'bridge', 'mcast_snooping', '0');
    await ip('-n', switches, 'link', 'set', bridge, 'up');
    return bridge;
  }

  /** Lays a cable from a computer to the switch of a network; `socket` is where it is plugged in there. */
  async function wire(host: string, device: string, socket: string, address: string): Promise<void> {
    const bridge = await switchFor(address);
    const end = ['peer', 'name', device, 'netns', host];
    await ip('-n', switches, 'link', 'add', socket, 'type', 'veth', ...end);
    await ip('-n', switches, 'link', 'set', socket, 'master', bridge, 'up');
    await ip('-n', host, 'link', 'set', device, 'up');
    await assign(host, device, address);
  }

  const assign = (host: string, device: string, address: string) =>
    ip('-n', host, 'address', 'add', `${address}/24`, 'dev', device);

  await add(switches);
  return {
    /** Puts a computer on the network of this address. */
    async connect(letter: string, address: string): Promise<NetworkHost> {
      const host = `${own}-${letter}`;
      let devices = 1;
      await add(host);
      await wire(host, 'eth0', letter, address);
      return {
        command: ['ip', 'netns', 'exec', host],
        plug: async (isIn) => void (await ip('-n', switches, 'link', 'set', letter, isIn ? 'up' : 'down')),
        async renumber(other) {
          await ip('-n', host, 'address', 'flush', 'dev', 'eth0');
          await assign(host, 'eth0', other);
        },
        async join(other) {
          const number = devices++;
          await wire(host, `eth${number}`, `${letter}${number}`, other);
        },
      };
    },

    /** Ends what still runs on its computers, and removes all of it. */
    async dispose(): Promise<void> {
      for (const name of names.splice(0)) await remove(name);
    },
  };
}

async function remove(name: string): Promise<void> {
  for (const pid of (await ip('netns', 'pids', name)).split('\n').filter(Boolean)) {
    try {
      process.kill(Number(pid), 'SIGKILL');
    } catch {
      // It has ended meanwhile.
    }
  }
  await ip('netns', 'delete', name);
}

/** A run that was killed could remove nothing. Whoever comes at the same time may be quicker. */
async function removeLeftOvers(): Promise<void> {
  if (!existsSync('/run/netns')) return;
  for (const name of readdirSync('/run/netns')) {
    const [, pid] = NAME.exec(name) ?? [];
    if (pid === undefined || existsSync(`/proc/${pid}`)) continue;
    await remove(name).catch((error: Error) => {
      if (existsSync(`/run/netns/${name}`)) throw error;
    });
  }
}
