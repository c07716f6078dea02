/**
 * A terminal whose far end is some program's that opens one there (ssh -tt, script) and knows nothing of sizes here. The
 * far end tells its device's name first; the size is then set by that name, from another process over there.
 */
import { Duplex, Transform } from 'node:stream';
import { quoted } from '../../system/quoted.js';
import { start, statusOf } from '../../system/run.js';
import type { Terminal, TerminalSize } from '../contract.js';

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

/** Around the device's name, in what the terminal shows first; terminals take such a sequence for a title and show nothing. */
const [begin, end] = ['\x1b]0;zk-lab-terminal:', '\x07'];

const sizeIs = ({ rows, columns }: TerminalSize): string => `stty rows ${rows} cols ${columns}`;

function lineFor({ command, size }: FarTerminal): string {
  const program = command.length === 0 ? '"${SHELL:-/bin/sh}" -l' : command.map(quoted).join(' ');
  const tell = `printf '\\033]0;zk-lab-terminal:%s\\007' "$(tty)"`;
  return `${sizeIs(size)}; ${tell}; exec ${program}`;
}

/** Takes the device's name out of what is shown. What comes before it is a greeting's, and stays. */
function listening(onName: (name: string) => void): Transform {
  let seen = '';
  let found = false;
  return new Transform({
    transform(chunk: Buffer, _encoding, done) {
      if (found) return done(null, chunk);
      // Latin-1 keeps every byte as it is.
      seen += chunk.toString('latin1');
      const at = seen.indexOf(begin);
      const until = at < 0 ? -1 : seen.indexOf(end, at);
      if (until < 0) return done();
      found = true;
      onName(seen.slice(at + begin.length, until));
      done(null, Buffer.from(seen.slice(0, at) + seen.slice(until + 1), 'latin1'));
    },
    flush(done) {
      done(null, found ? undefined : Buffer.from(seen, 'latin1'));
    },
  });
}

/** Opens a terminal over there and runs the command in it. */
export async function terminalByName(far: FarTerminal): Promise<Terminal> {
  const { program, args, options } = far.opener(lineFor(far));
  const { child } = await start(program, args, {
    ...options,
    ...({ stdin: 'pipe', stdout: 'pipe', stderr: 'ignore', buffer: false, encoding: 'buffer' } as const),
  });
  let tellName: (name: string | undefined) => void = () => {};
  const name = new Promise<string | undefined>((resolve) => {
    tellName = resolve;
  });
  const shown = child.stdout.pipe(listening(tellName));
  const exit = child.then(statusOf);
  // Whoever waits for the name of one that has ended waits no longer.
  exit.then(() => tellName(undefined));
  const stream = Duplex.from({ readable: shown, writable: child.stdin });
  // Whoever looks away hangs up: the far end then gets SIGHUP.
  stream.once('close', () => child.kill('SIGHUP'));
  stream.on('error', () => {});
  return {
    stream,
    exit,
    async resize(size) {
      const device = await name;
      if (device !== undefined) await far.run(`${sizeIs(size)} <${quoted(device)}`);
    },
  };
}
