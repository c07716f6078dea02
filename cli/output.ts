import picocolors from 'picocolors';

type Colors = ReturnType<typeof picocolors.createColors>;

/** Where a command writes: results to stdout, everything about the work to stderr. */
export interface Output {
  /** Whether a person looks at stdout. */
  readonly terminal: boolean;
  /** Columns and rows of the terminal as it is now, 80 and 24 where there is none. */
  readonly columns: number;
  readonly rows: number;
  /** Colours for stdout and for stderr. */
  readonly colors: Colors;
  readonly noteColors: Colors;
  /** A line of the result. */
  print(line?: string): void;
  /** A piece of the result, as it is. */
  write(text: string): void;
  /** The result for a program. */
  json(value: unknown): void;
  /** A line about the work. */
  note(line: string): void;
}

/** Colours for a stream, as https://no-color.org and FORCE_COLOR ask. */
function colorsFor(stream: NodeJS.WriteStream): Colors {
  const { NO_COLOR, FORCE_COLOR, TERM } = process.env;
  if (NO_COLOR) return picocolors.createColors(false);
  if (FORCE_COLOR !== undefined) return picocolors.createColors(FORCE_COLOR !== '0');
  return picocolors.createColors(stream.isTTY === true && TERM !== 'dumb');
}

/** Output to the process's own streams. */
export function standardOutput(): Output {
  const { stdout, stderr } = process;
  return {
    terminal: stdout.isTTY === true,
    get columns() {
      return stdout.columns || 80;
    },
    get rows() {
      return stdout.rows || 24;
    },
    colors: colorsFor(stdout),
    noteColors: colorsFor(stderr),
    print: (line = '') => void stdout.write(`${line}\n`),
    write: (text) => void stdout.write(text),
    json: (value) => void stdout.write(`${JSON.stringify(value, null, 2)}\n`),
    note: (line) => void stderr.write(`${line}\n`),
  };
}
