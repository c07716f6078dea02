/** Running scripts on machines, whether or not they are nodes yet. */
import type { Readable } from 'node:stream';
import { LabError } from '../../messages/errors.js';
import type { Sentence } from '../../messages/index.js';
import { readTemplate } from '../../system/package-files.js';
import { start, statusOf } from '../../system/run.js';
import { shellLine, sshFailed } from '../common/ssh.js';
import { reasonFor } from './failures.js';
import { wayTo } from './way.js';

/** What came of a script. */
export interface Ran {
  readonly status: number;
  readonly stdout: string;
  readonly stderr: string;
  /** Why it did not run at all. */
  readonly unreached?: Sentence;
}

/** What a script may be given. */
export interface RunOptions {
  readonly words?: readonly string[];
  /** What it reads. */
  readonly input?: Readable;
  readonly signal?: AbortSignal;
  /** Told each line of its output as it comes. */
  onLine?(line: string): void;
}

/** Runs some of our templates, one behind the other, as root on a machine. @param host as a node has it @throws LabError ssh.missing */
export async function runThere(
  host: string,
  scripts: readonly string[],
  { words = [], input, signal, onLine }: RunOptions = {},
): Promise<Ran> {
  const way = wayTo(host, 'any');
  const text = scripts.map(readTemplate).join('');
  const line = shellLine([...way.asRoot, 'bash', '-c', text, 'zk-lab', ...words]);
  const { child } = await start(
    'ssh',
    [...way.options, '-o', 'LogLevel=ERROR', '-T', way.destination, line],
    {
      stdin: input ? 'pipe' : 'ignore',
      ...(signal && { cancelSignal: signal }),
    },
  );
  if (input) {
    // Who goes away meanwhile is told by ssh.
    child.stdin?.on('error', () => {});
    input.pipe(child.stdin as NonNullable<typeof child.stdin>);
  }
  if (onLine) for await (const each of child.iterable({ from: 'stdout' })) onLine(String(each));
  const result = await child;
  if (result.code === 'ENOENT') throw new LabError('ssh.missing');
  signal?.throwIfAborted();
  const [stdout, stderr, status] = [
    String(result.stdout ?? ''),
    String(result.stderr ?? ''),
    statusOf(result),
  ];
  const unreached = status === sshFailed || /zk-lab:no-sudo/.test(stderr);
  return { status, stdout, stderr, ...(unreached && { unreached: reasonFor(host, status, stderr) }) };
}
