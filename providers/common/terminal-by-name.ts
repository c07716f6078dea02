/**
 * A terminal whose far end is some program's that opens one there (ssh -tt, script) and knows nothing of sizes here. The
 * size is set over there, from another process, by the name of the terminal's device.
 */
import { endWithThis } from '../../system/keeper.js';
import { quoted } from '../../system/quoted.js';
import { start, statusOf } from '../../system/run.js';
import type { Terminal, TerminalSize } from '../contract.js';
import { type Greeting, greetedStream, greetingLine } from './terminal-greeting.js';

/** What programs take the terminal for. */
export const terminalType = { TERM: 'xterm-256color' } as const;

/** How to get such a terminal. */
export interface FarTerminal {
  /** The program that opens a new terminal and runs a shell line in it. */
  opener(line: string): {
    readonly program: string;
    readonly args: readonly string[];
    readonly options: object;
  };
  /** Runs a shell line beside it, on the same machine and as the same user. */
  run(line: string): Promise<unknown>;
  /** A login shell if empty. */
  readonly command: readonly string[];
  readonly size: TerminalSize;
}

const sizeIs = ({ rows, columns }: TerminalSize): string => `stty rows ${rows} cols ${columns}`;

/** Opens a terminal over there and runs the command in it. */
export async function terminalByName(far: FarTerminal): Promise<Terminal> {
  const { program, args, options } = far.opener(`${sizeIs(far.size)}; ${greetingLine(far.command)}`);
  const { child } = await start(program, args, {
    ...options,
    ...({ stdin: 'pipe', stdout: 'pipe', stderr: 'ignore', buffer: false, encoding: 'buffer' } as const),
  });
  endWithThis(child);
  let greet: (greeting: Greeting | undefined) => void = () => {};
  const greeting = new Promise<Greeting | undefined>((resolve) => {
    greet = resolve;
  });
  const exit = child.then(statusOf);
  // Whoever waits to hear from one that has ended waits no longer.
  exit.then(() => greet(undefined));
  // Whoever looks away hangs up: with the opener, the terminal goes, and its programs get SIGHUP.
  const stream = greetedStream(child.stdout, child.stdin, greet, () => child.kill('SIGTERM'));
  return {
    stream,
    exit,
    async resize(size) {
      const device = (await greeting)?.device;
      if (device !== undefined) await far.run(`${sizeIs(size)} <${quoted(device)}`);
    },
  };
}
