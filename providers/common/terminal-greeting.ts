/** What a program that is started in a terminal far away tells first: which terminal it has, and who it is there. */
import { Duplex, finished, type Readable, type Writable } from 'node:stream';
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

/** Takes the greeting out of what is shown, piece by piece. What comes before it is somebody else's, and stays. */
class Greeted {
  private seen = '';
  private found = false;

  constructor(private readonly onGreeting: (greeting: Greeting) => void) {}

  /** What of it is to be shown by now. */
  read(chunk: Buffer): Buffer {
    if (this.found) return chunk;
    // Latin-1 keeps every byte as it is.
    this.seen += chunk.toString('latin1');
    const at = this.seen.indexOf(begin);
    const until = at < 0 ? -1 : this.seen.indexOf(end, at);
    if (until < 0) return Buffer.alloc(0);
    this.found = true;
    const [device = '', pid = ''] = this.seen.slice(at + begin.length, until).split(' ');
    this.onGreeting({ device, pid: Number(pid) });
    return Buffer.from(this.seen.slice(0, at) + this.seen.slice(until + 1), 'latin1');
  }

  /** What was kept back for a greeting that never came. */
  get rest(): Buffer {
    return Buffer.from(this.found ? '' : this.seen, 'latin1');
  }
}

/**
 * What a terminal far away shows and is typed, as one stream without the greeting. There is nothing between: a key and its echo
 * pass through here, and so do megabytes. Destroying it destroys both.
 * @param onHangUp called once it is closed, where there was more to be shown: a program that has nothing more to show is about to
 * end, and to tell its status
 */
export function greetedStream(
  shown: Readable,
  typed: Writable,
  onGreeting: (greeting: Greeting) => void,
  onHangUp: () => void,
): Duplex {
  const greeted = new Greeted(onGreeting);
  const stream = new Duplex({
    allowHalfOpen: false,
    read: () => void shown.resume(),
    write: (chunk, _encoding, done) => void typed.write(chunk, done),
    final(done) {
      typed.end();
      done();
    },
    destroy(error, done) {
      shown.destroy();
      typed.destroy();
      done(error);
    },
  });
  shown.on('data', (chunk: Buffer) => {
    const bytes = greeted.read(chunk);
    if (bytes.length > 0 && !stream.push(bytes)) shown.pause();
  });
  finished(shown, { writable: false }, () => {
    if (greeted.rest.length > 0) stream.push(greeted.rest);
    stream.push(null);
  });
  stream.once('close', () => shown.readableEnded || onHangUp());
  // Whoever types to a program that has just ended is told by the stream's end.
  for (const each of [stream, typed]) each.on('error', () => {});
  return stream;
}
