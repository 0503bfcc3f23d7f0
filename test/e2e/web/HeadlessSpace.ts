import { freePort } from '../../support/space/freePort.ts';
import { ServerProcess } from '../../support/space/ServerProcess.ts';

/** The server's command line on one folder, which can be killed and comes back at the same port. */
export class HeadlessSpace {
  readonly #folder: string;
  readonly #port: string;
  /** `undefined` while it does not run. */
  #server: ServerProcess | undefined;
  #output = '';

  readonly #more: readonly string[];

  private constructor(folder: string, server: ServerProcess, port: string, more: readonly string[]) {
    this.#more = more;
    this.#folder = folder;
    this.#server = server;
    this.#port = port;
  }

  /** `more` are options of the command line besides. */
  static async start(folder: string, more: readonly string[] = []): Promise<HeadlessSpace> {
    const port = String(await freePort());
    const { server } = await ServerProcess.start([...argsOf(folder, port), ...more]);
    return new HeadlessSpace(folder, server, port, more);
  }

  /** Where it is reached on this computer, which to a browser is a secure context. */
  get url(): string {
    return this.urlBy('127.0.0.1');
  }

  /** What a command beside the running server answers, on both of its outputs. */
  async run(...command: string[]): Promise<string> {
    const { stdout, stderr } = await ServerProcess.run([...command, '--data', this.#folder]);
    return stdout + stderr;
  }

  urlBy(name: string): string {
    return `http://${name}:${this.#port}`;
  }

  /** Ends it in the middle of whatever it does. */
  kill = (): Promise<void> => this.#end('SIGKILL');
  /** Ends it as who runs it does. */
  stop = (): Promise<void> => this.#end('SIGTERM');

  async startAgain(): Promise<void> {
    this.#server = (await ServerProcess.start([...argsOf(this.#folder, this.#port), ...this.#more])).server;
  }

  /** What all its runs have said. */
  output(): string {
    return this.#output + (this.#server?.stderr ?? '');
  }

  async #end(signal: NodeJS.Signals): Promise<void> {
    const server = this.#server;
    if (server === undefined) return;
    server.kill(signal);
    await server.ended();
    this.#output = this.output();
    this.#server = undefined;
  }
}

const argsOf = (folder: string, port: string): string[] => [
  ...['--data', folder, '--port', port, '--log-level', 'warn'],
];
