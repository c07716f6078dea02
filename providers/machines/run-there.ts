/** Running scripts on machines, whether or not they are nodes yet. */
import { LabError } from '../../messages/errors.js';
import type { Sentence } from '../../messages/index.js';
import { readTemplate } from '../../system/package-files.js';
import { piped, type Started } from '../../system/piped.js';
import { start, statusOf } from '../../system/run.js';
import { shellLine, sshFailed } from '../common/ssh.js';
import { reasonFor } from './failures.js';
import { connectTo, wayTo } from './way.js';

/** What came of a script. */
export interface Ran {
  readonly status: number;
  readonly stdout: string;
  readonly stderr: string;
  /** What the writer of its input said aside, where the script itself had nothing to complain of. */
  readonly complaint?: string;
  /** Why it did not run at all. */
  readonly unreached?: Sentence;
}

/** What a script may be given. */
export interface RunOptions {
  readonly words?: readonly string[];
  /** What writes what it reads. */
  readonly input?: Started;
  readonly signal?: AbortSignal;
  /** Told each line of its output as it comes. */
  onLine?(line: string): void;
}

/** As `wait`, unless the signal comes first. */
async function unlessAborted<T>(wait: Promise<T>, signal: AbortSignal | undefined): Promise<T> {
  if (!signal) return wait;
  signal.throwIfAborted();
  let end = (): void => {};
  const aborted = new Promise<never>((_, reject) => {
    end = () => reject(signal.reason);
    signal.addEventListener('abort', end);
  });
  try {
    return await Promise.race([wait, aborted]);
  } finally {
    signal.removeEventListener('abort', end);
  }
}

/** @throws LabError ssh.missing */
async function ssh(
  args: readonly string[],
  { input, signal, onLine }: RunOptions,
): Promise<Omit<Ran, 'unreached'>> {
  if (input) {
    const { writer, reader, complaint, ...said } = await piped(
      input,
      { command: ['ssh', ...args] },
      {
        ...(signal && { signal }),
        ...(onLine && { onLine }),
      },
    );
    // What was read was whole only if it was written whole.
    return reader === 0 ? { ...said, complaint, status: writer } : { ...said, status: reader };
  }
  const { child } = await start('ssh', args, { stdin: 'ignore', ...(signal && { cancelSignal: signal }) });
  if (onLine) for await (const each of child.iterable({ from: 'stdout' })) onLine(String(each));
  const result = await child;
  if (result.code === 'ENOENT') throw new LabError('ssh.missing');
  return {
    status: statusOf(result),
    stdout: String(result.stdout ?? ''),
    stderr: String(result.stderr ?? ''),
  };
}

/** Runs some of our templates, one behind the other, as root on a machine. @param host as a node has it @throws LabError ssh.missing */
export async function runThere(
  host: string,
  scripts: readonly string[],
  options: RunOptions = {},
): Promise<Ran> {
  const { words = [], signal } = options;
  const connection = await unlessAborted(connectTo(host), signal);
  if (!connection.ok) {
    const { status, said } = connection;
    return { status, stdout: '', stderr: said, unreached: reasonFor(host, status, said) };
  }
  const way = wayTo(host, 'any');
  const text = scripts.map(readTemplate).join('');
  const line = shellLine([...way.asRoot, 'bash', '-c', text, 'zk-lab', ...words]);
  const told = [...way.options, '-o', 'LogLevel=ERROR', '-T', way.destination, line];
  // A connection that is shared would keep ssh's outputs open until the script ends.
  const ran = await unlessAborted(ssh(told, options), signal);
  signal?.throwIfAborted();
  const unreached = ran.status === sshFailed || /zk-lab:no-sudo/.test(ran.stderr);
  return { ...ran, ...(unreached && { unreached: reasonFor(host, ran.status, ran.stderr) }) };
}
