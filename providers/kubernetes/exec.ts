/** Running programs in a node's pod, and terminals there, by kubectl. */
import { setTimeout as pause } from 'node:timers/promises';
import { LabError } from '../../messages/errors.js';
import type { LabNode } from '../../model/nodes.js';
import { start, statusOf } from '../../system/run.js';
import { byShell } from '../common/by-shell.js';
import { endingCommand, newMark, type ProgramMark } from '../common/ending.js';
import { inputOf } from '../common/held.js';
import { terminalByName, terminalType } from '../common/terminal-by-name.js';
import type { ExecOptions, Terminal, TerminalSize } from '../contract.js';
import type { ClusterPlace } from './cluster-place.js';
import { environmentOf, whereabouts } from './kubectl.js';
import { container, podOf } from './labels.js';

/** What kubectl adds to what a program has said. */
const terminated = 'command terminated with exit code ';
const wholeLine = /^command terminated with exit code \d*\r?\n?$/;
/** What kubectl says now and then of its own connection, when all is well; it writes such a line at once. */
const noise = /^E\d{4} \S+ +\d+ websocket\.go:\d+\] Unknown stream id \d+, discarding message\r?\n/gm;
/** Longer than the line about the exit status. */
const longest = 48;

/** kubectl's own words where there is no such pod, or it does not run. */
const notThere =
  /^(Error from server \(NotFound\)|error: unable to upgrade connection|error: cannot exec into a container in a completed pod|error: Internal error occurred: .*(not found|not running|is not created))/im;
/** … and where the cluster does not answer. */
const noAnswer =
  /^(The connection to the server|Unable to connect to the server|error: .*(dial tcp|i\/o timeout))/im;

const execWords = (
  place: ClusterPlace,
  node: LabNode,
  flags: readonly string[],
  command: readonly string[],
): string[] => [...whereabouts(place), 'exec', ...flags, podOf(node), '-c', container, '--', ...command];

/** What a program has said on its second output, without kubectl's line behind it: that is kept back until more comes. */
function withoutLastLine(receive: (chunk: string) => void) {
  let waiting = '';
  const mayBegin = (text: string): boolean => terminated.startsWith(text) || wholeLine.test(text);
  return {
    take(chunk: string): void {
      waiting += chunk.replace(noise, '');
      let at = Math.max(0, waiting.length - longest);
      while (at < waiting.length && !mayBegin(waiting.slice(at))) at++;
      if (at > 0) receive(waiting.slice(0, at));
      waiting = waiting.slice(at);
    },
    end(): void {
      if (waiting !== '' && !wholeLine.test(waiting)) receive(waiting);
    },
  };
}

/**
 * Runs a program on a node; a signal ends it, and what it runs in the foreground.
 * @returns its exit status @throws LabError node.not-running, kubernetes.no-answer-now
 */
export async function podExec(
  place: ClusterPlace,
  node: LabNode,
  command: readonly string[],
  options: ExecOptions,
): Promise<number> {
  const { interactive, signal, held, onStdout, onStderr } = options;
  const flags = held
    ? ['-i']
    : interactive
      ? [process.stdin.isTTY && process.stdout.isTTY ? '-it' : '-i']
      : [];
  const mark = newMark();
  const begun = byShell(command);
  const words = signal && !interactive ? ['env', `${mark.name}=${mark.value}`, ...begun] : begun;
  const { child } = await start('kubectl', execWords(place, node, flags, words), {
    env: environmentOf(place),
    ...(interactive
      ? // kubectl speaks there itself at the end; what a program says in a terminal comes another way.
        { stdin: 'inherit' as const, stdout: 'inherit' as const, buffer: false, encoding: 'utf8' as const }
      : { stdin: inputOf({ held }), buffer: false, encoding: 'utf8' as const }),
  });
  let said = '';
  const hearError = interactive ? (chunk: string) => void process.stderr.write(chunk) : onStderr;
  const errors = withoutLastLine((chunk) => {
    said = (said + chunk).slice(-4_000);
    if (!notThere.test(said) && !noAnswer.test(said)) hearError?.(chunk);
  });
  child.stdout?.setEncoding('utf8').on('data', (chunk: string) => onStdout?.(chunk));
  child.stderr?.setEncoding('utf8').on('data', (chunk: string) => errors.take(chunk));
  let ending: Promise<void> | undefined;
  const end = (): void => {
    if (!interactive) ending = endOn(place, node, mark, child);
  };
  signal?.addEventListener('abort', end);
  if (signal?.aborted) end();
  const result = await child;
  signal?.removeEventListener('abort', end);
  errors.end();
  await ending;
  const status = statusOf(result);
  if (status === 0) return 0;
  if (notThere.test(said)) throw new LabError('node.not-running', { node: node.name });
  if (noAnswer.test(said))
    throw new LabError('kubernetes.no-answer-now', { node: node.name, said: said.trim() });
  return status;
}

/** Milliseconds that kubectl is given to end by itself. */
const promptly = 300;

/** Ends a program on a node, and once more when kubectl has ended: then it cannot begin any more. */
async function endOn(
  place: ClusterPlace,
  node: LabNode,
  mark: ProgramMark,
  kubectl: Promise<unknown> & { kill(signal: 'SIGTERM'): boolean },
): Promise<void> {
  for (let [over, tries] = [false, 0]; !over; tries++) {
    over = await Promise.race([kubectl.then(() => true), pause(promptly, false)]);
    await podExec(place, node, endingCommand(mark), { interactive: false }).catch(() => 1);
    // A program that does not care goes on there; nobody waits for it here.
    if (!over && tries > 10) kubectl.kill('SIGTERM');
  }
}

/** Hangs up every program with that mark, as a terminal's end does. */
const hangUp = ({ name, value }: ProgramMark): string =>
  `for p in /proc/[0-9]*; do ! grep -qs ${name}=${value} $p/environ || kill -HUP \${p#/proc/} 2>/dev/null; done`;

/**
 * A shell line in a terminal of its own: kubectl gives one only to whoever has one here, so util-linux makes it there. What is typed
 * passes through a program that knows when nobody types any more: the far end of a connection that is gone goes on by itself. It
 * holds nothing of what kubectl listens to, which ends where the last has let go; and it is the shell's child and not script's,
 * which would wait for it.
 */
function inTerminal(line: string, mark: ProgramMark): string[] {
  const typed = `exec 2>/dev/null; cat <&3; trap '' HUP; ${hangUp(mark)}`;
  const run = `exec 3<&0 4< <(${typed}); script -qefc "$1" /dev/null <&4 3<&- 4<&-; exit $?`;
  return ['bash', '-c', run, 'bash', line];
}

/** Runs a program in a terminal of its own on a node. */
export function podTerminal(
  place: ClusterPlace,
  node: LabNode,
  command: readonly string[],
  size: TerminalSize,
): Promise<Terminal> {
  const mark = newMark();
  const environment = [`TERM=${terminalType.TERM}`, 'SHELL=/bin/bash', `${mark.name}=${mark.value}`];
  return terminalByName({
    opener: (line) => ({
      program: 'kubectl',
      args: execWords(place, node, ['-i'], ['env', ...environment, ...inTerminal(line, mark)]),
      options: { env: environmentOf(place) },
    }),
    run: (line) => podExec(place, node, ['sh', '-c', line], { interactive: false }).catch(() => 1),
    command,
    size,
  });
}
