import { createSocket } from 'node:dgram';
import { once } from 'node:events';
import type { NetworkInterfaceInfo } from 'node:os';
import { Bonjour, type Browser, type Service } from 'bonjour-service';
import type { Log } from '../../client/app/Log.ts';
import { readSighting, spaceIdOf, toTxt } from './announcement.ts';
import type { Announcement, Look, LookListener, Multicast } from './Multicast.ts';

/** `_parley._tcp.local` (RFC 6763). */
const TYPE = 'parley';
/** Of multicast DNS (RFC 6762 §3). */
const GROUP = '224.0.0.251';
const PORT = 5353;
/** As every packet of multicast DNS has it (RFC 6762 §11). */
const TTL = 255;
/** More answers than this to one question are not read: an office has fewer spaces. */
const MAX_ANSWERS = 300;

export type BonjourOptions = {
  networkInterfaces(): NodeJS.Dict<NetworkInterfaceInfo[]>;
  log: Log;
};

/**
 * Multicast DNS by bonjour-service. Left to itself that speaks on the one network that the system prefers; here it gets a
 * socket of its own for each network, and for each announcement: withdrawing one takes away what it shares with others.
 */
export function createBonjour({ networkInterfaces, log }: BonjourOptions): Multicast {
  const openAll = () =>
    Promise.all(
      networksOf(networkInterfaces()).map((address) =>
        openOn(address, log).catch((error: unknown) => {
          log.warn('multicast DNS is not to be had on a network', error);
          return null;
        }),
      ),
    );

  return {
    announce(announcement) {
      const published = openAll().then((all) =>
        all.filter((one) => one !== null).map((bonjour) => publish(bonjour, announcement)),
      );
      return async () => {
        await Promise.all((await published).map((withdraw) => withdraw()));
      };
    },

    look: (listener) => startLook(openAll(), listener),
  };
}

/** One address of each network that this computer is on. */
function networksOf(interfaces: NodeJS.Dict<NetworkInterfaceInfo[]>): string[] {
  return Object.values(interfaces).flatMap((infos = []) => {
    const info = infos.find(({ family, internal }) => family === 'IPv4' && !internal);
    return info === undefined ? [] : [info.address];
  });
}

/** Multicast DNS on one network; other programs may use its port as well. */
async function openOn(address: string, log: Log): Promise<Bonjour> {
  const socket = createSocket({ type: 'udp4', reuseAddr: true });
  try {
    // Bound to its address alone it would not hear what is said to the group.
    socket.bind(PORT, '0.0.0.0');
    await once(socket, 'listening');
    socket.addMembership(GROUP, address);
    socket.setMulticastInterface(address);
    socket.setMulticastTTL(TTL);
  } catch (error) {
    socket.close();
    throw error;
  }
  const onError = (error: Error) => log.warn('multicast DNS failed', error);
  // What is not of the library's own options goes on to multicast-dns, which takes a socket that is bound already.
  const options = { socket, bind: false };
  const bonjour = new Bonjour(options as object, onError);
  // It ends the process for an error that nobody listens to.
  bonjour['server'].mdns.on('error', onError);
  return bonjour;
}

/** Says it on one network; the returned function says that it is over. */
function publish(bonjour: Bonjour, announcement: Announcement): () => Promise<void> {
  const { spaceId, port } = announcement;
  const service = bonjour.publish({
    // By its id it differs from all others, so that nobody has to be asked whether it is free, and can say that it is not.
    ...{ name: spaceId, type: TYPE, port, probe: false },
    // The system may announce the computer's own name, with all its addresses.
    host: `${spaceId}.local`,
    disableIPv6: true,
    txt: toTxt(announcement),
  });
  return async () => {
    await new Promise<void>((resolve) => service.stop(() => resolve()));
    await new Promise<void>((resolve) => bonjour.destroy(() => resolve()));
  };
}

function startLook(opening: Promise<(Bonjour | null)[]>, listener: LookListener): Look {
  let networks: Bonjour[] = [];
  let browsers: Browser[] = [];
  let ended = false;

  function hear(service: Service, browser: Browser): void {
    if (browser.services.length > MAX_ANSWERS) {
      browser.stop();
      return;
    }
    const { txt, referer, addresses = [] } = service;
    const sighting = readSighting({ txt, from: referer?.address, addresses });
    if (sighting !== null) listener.onSighting(sighting);
  }

  function browse(bonjour: Bonjour): Browser {
    const browser = bonjour.find({ type: TYPE });
    const onService = (service: Service) => hear(service, browser);
    browser.on('up', onService).on('srv-update', onService).on('txt-update', onService);
    browser.on('down', ({ name }) => {
      const spaceId = spaceIdOf(name);
      if (spaceId !== null) listener.onGoodbye(spaceId);
    });
    return browser;
  }

  function stopBrowsing(): void {
    for (const browser of browsers) browser.stop();
    browsers = [];
  }

  function ask(): void {
    stopBrowsing();
    // A browser tells nothing of what it knows already, neither that it is still there nor that its address is another one.
    browsers = networks.map(browse);
  }

  const opened = opening.then((all) => {
    networks = all.filter((one) => one !== null);
    if (ended) close();
    else ask();
    return all.length === 0 || networks.length > 0;
  });

  function close(): void {
    stopBrowsing();
    for (const network of networks) network.destroy();
    networks = [];
  }

  return {
    listening: opened,
    ask,
    end() {
      ended = true;
      close();
    },
  };
}
