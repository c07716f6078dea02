/** What a program that is started in a terminal far away tells first: which terminal it has, and who it is there. */
import { Transform } from 'node:stream';
import { quoted } from '../../system/quoted.js';

/** What was told. */
export interface Greeting {
  /** The terminal's device: /dev/pts/0. */
  readonly device: string;
  /** The program's process number, over there. */
  readonly pid: number;
}

/** Around it, in what the terminal shows first; terminals take such a sequence for a title and show nothing. */
const [begin, end] = ['\x1b]0;zk-lab-terminal:', '\x07'];

/** A line for a shell over there: tells, and becomes the program; a login shell if there is none. */
export function greetingLine(command: readonly string[]): string {
  const program = command.length === 0 ? `"${'$'}{SHELL:-/bin/sh}" -l` : command.map(quoted).join(' ');
  return `printf '\\033]0;zk-lab-terminal:%s %s\\007' "$(tty)" "$$"; exec ${program}`;
}

/** Takes the greeting out of what is shown. What comes before it is somebody else's, and stays. */
export function withoutGreeting(onGreeting: (greeting: Greeting) => void): Transform {
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
      const [device = '', pid = ''] = seen.slice(at + begin.length, until).split(' ');
      onGreeting({ device, pid: Number(pid) });
      done(null, Buffer.from(seen.slice(0, at) + seen.slice(until + 1), 'latin1'));
    },
    flush(done) {
      done(null, found ? undefined : Buffer.from(seen, 'latin1'));
    },
  });
}
