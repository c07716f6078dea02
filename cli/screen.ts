/** The terminal as a screen of its own; what the user had on it is there again when it is closed. */

/** Codes of terminals: another screen and back, the cursor away and back, to the top, the rest of a line and of the screen. */
const [enter, leave] = ['\x1b[?1049h\x1b[?25l', '\x1b[?25h\x1b[?1049l'];
const [top, restOfLine, restOfScreen] = ['\x1b[H', '\x1b[K', '\x1b[J'];

/** What the codes that keys send stand for. */
const keyNames: Readonly<Record<string, Key>> = {
  ...{ '\x1b[A': 'up', '\x1bOA': 'up', k: 'up' },
  ...{ '\x1b[B': 'down', '\x1bOB': 'down', j: 'down', '\r': 'down' },
  ...{ '\x1b[5~': 'page-up', b: 'page-up' },
  ...{ '\x1b[6~': 'page-down', ' ': 'page-down' },
  ...{ '\x1b[H': 'begin', '\x1b[1~': 'begin', g: 'begin' },
  ...{ '\x1b[F': 'end', '\x1b[4~': 'end', G: 'end' },
};

export type Key = 'up' | 'down' | 'page-up' | 'page-down' | 'begin' | 'end';

export interface Screen {
  /** Whether keys are heard. */
  readonly keys: boolean;
  /** Draws lines that fit, in place of what was there. */
  draw(lines: readonly string[]): void;
  close(): void;
}

/** What a screen tells. */
interface Listener {
  /** What is there has to be drawn anew: the terminal has another size, or was given back. */
  redraw(): void;
  pressed(key: Key): void;
}

/** Takes the terminal; it is given back when the process ends, too. */
export function openScreen({ redraw, pressed }: Listener): Screen {
  const { stdin, stdout } = process;
  const keys = stdin.isTTY === true;
  const take = (): void => {
    if (keys) stdin.setRawMode(true).resume();
    stdout.write(enter);
  };
  const giveBack = (): void => {
    stdout.write(leave);
    if (keys) stdin.setRawMode(false).pause();
  };
  const again = (): void => {
    take();
    redraw();
  };
  const hear = (chunk: Buffer): void => {
    const typed = chunk.toString();
    // A terminal whose keys are heard one by one sends no signals.
    if (typed === '\x03' || typed === 'q') process.kill(process.pid, 'SIGINT');
    else if (typed === '\x1a') {
      giveBack();
      process.once('SIGCONT', again);
      process.kill(process.pid, 'SIGTSTP');
    } else if (Object.hasOwn(keyNames, typed)) pressed(keyNames[typed] as Key);
  };
  take();
  if (keys) stdin.on('data', hear);
  stdout.on('resize', redraw);
  process.once('exit', giveBack);
  return {
    keys,
    draw: (lines) =>
      void stdout.write(`${top}${lines.map((line) => line + restOfLine).join('\r\n')}${restOfScreen}`),
    close: () => {
      stdin.off('data', hear);
      stdout.off('resize', redraw);
      process.off('exit', giveBack);
      process.off('SIGCONT', again);
      giveBack();
    },
  };
}
