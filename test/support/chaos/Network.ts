import { once } from 'node:events';
import { type AddressInfo, connect, createServer, type Server, type Socket } from 'node:net';
import type { Random } from '../fakeApi/random.ts';
import { Flow } from './Flow.ts';
import { calm, type Weather } from './Weather.ts';

type Connection = { client: Socket; server: Socket | undefined; close(): void };

/** The network between one client and the server: a TCP proxy whose weather may change at any time. */
export class Network {
  weather: Weather = calm;
  readonly #proxy: Server;
  readonly #random: Random;
  readonly #connections = new Set<Connection>();
  readonly #targetPort: () => number;

  private constructor(random: Random, targetPort: () => number) {
    this.#random = random;
    this.#targetPort = targetPort;
    // Each way ends for itself: half a connection is what some of this is about.
    this.#proxy = createServer({ allowHalfOpen: true }, (client) => this.#accept(client));
  }

  /** Begins to listen on this computer, in front of the server at `targetPort`. */
  static async open(random: Random, targetPort: () => number): Promise<Network> {
    const network = new Network(random, targetPort);
    network.#proxy.listen(0, '127.0.0.1');
    await once(network.#proxy, 'listening');
    return network;
  }

  /** Where a client finds the server: the host and the port. */
  get place(): string {
    return `127.0.0.1:${(this.#proxy.address() as AddressInfo).port}`;
  }

  /** Ends all connections, as a cable that is pulled out of a switch that says so. */
  cut(): void {
    for (const connection of this.#connections) connection.close();
  }

  /** Ends the server's half of all connections; the client is not told, and what it says goes nowhere. */
  orphan(): void {
    for (const { server } of this.#connections) server?.destroy();
  }

  async close(): Promise<void> {
    this.cut();
    this.#proxy.close();
    await once(this.#proxy, 'close');
  }

  #accept(client: Socket): void {
    client.on('error', () => client.destroy());
    if (this.weather.refuses) return void client.resetAndDestroy();
    const wait = this.weather.reorderMs * this.#random.next();
    const timer = setTimeout(() => this.#reach(connection), wait);
    const connection: Connection = {
      client,
      server: undefined,
      close: () => {
        clearTimeout(timer);
        client.destroy();
        connection.server?.destroy();
        this.#connections.delete(connection);
      },
    };
    this.#connections.add(connection);
    client.on('close', () => connection.close());
    // Until it is connected onwards nothing is read: what the client says waits in its socket.
  }

  #reach(connection: Connection): void {
    const { client } = connection;
    const server = connect({ port: this.#targetPort(), host: '127.0.0.1', allowHalfOpen: true });
    connection.server = server;
    const weather = () => this.weather;
    const flows = [new Flow(client, server, 'up', weather), new Flow(server, client, 'down', weather)];
    server.on('error', () => connection.close());
    client.on('close', () => {
      for (const flow of flows) flow.close();
    });
  }
}
