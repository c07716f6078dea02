import { setTimeout as pause } from 'node:timers/promises';
import { LabError } from '../../messages/errors.js';
import { moveCommand, protectKeys } from '../../model/key-protection.js';
import type { Lab } from '../../model/lab.js';
import type { LabNode } from '../../model/nodes.js';
import { quoted } from '../../system/quoted.js';
import { start, statusOf } from '../../system/run.js';
import type { ExecOptions, Terminal, TerminalSize } from '../contract.js';
import { endingCommand, newMark, type ProgramMark } from './ending.js';
import { inputOf } from './held.js';
import { terminalByName, terminalType } from './terminal-by-name.js';

/** What ssh exits with where it is ssh that failed, unless the command itself did. */
export const sshFailed = 255;

/** The way to a node. */
export interface SshWay {
  /** Where ssh is started. */
  readonly dir: string;
  /** Options of ssh's own. */
  readonly options: readonly string[];
  /** What ssh calls the machine. */
  readonly destination: string;
  /** What runs a program there as root: the words that stand before it. */
  readonly asRoot: readonly string[];
  /** @throws LabError where the way cannot be used */
  assertUsable(): void;
}

/** The way through the lab's own ssh_config, with options where that does not fit. */
export function labWay(lab: Lab, node: LabNode, options: readonly string[] = []): SshWay {
  return {
    dir: lab.dir,
    options: ['-F', 'ssh_config', ...options],
    destination: node.name,
    asRoot: [],
    assertUsable: () => assertKeyUsable(lab),
  };
}

const argumentsFor = (
  { options, destination }: SshWay,
  more: readonly string[],
  line: readonly string[],
): string[] => [...options, ...more, destination, ...line];

/** @throws LabError keys.refused where ssh would not take the lab's key, and its mode cannot be mended */
export function assertKeyUsable({ dir }: Lab): void {
  if (!protectKeys(dir)) throw new LabError('keys.refused', { directory: dir, command: moveCommand(dir) });
}

/** The remote shell reads one line: each word quoted so that it comes out as it went in. */
export function shellLine(command: readonly string[]): string {
  return command.map(quoted).join(' ');
}

/**
 * Logs in on a node, or runs a command there, in the user's terminal.
 * @param command words as the user typed them; the remote shell reads them joined by blanks, as ssh does
 * @returns the exit status, 255 where ssh itself failed
 * @throws LabError ssh.missing if this machine has no ssh, keys.refused
 */
export async function sshLogin(way: SshWay, command: readonly string[]): Promise<number> {
  way.assertUsable();
  const { child } = await start('ssh', argumentsFor(way, [], command), {
    cwd: way.dir,
    stdio: 'inherit',
  });
  const result = await child;
  if (result.code === 'ENOENT') throw new LabError('ssh.missing');
  return statusOf(result);
}

/**
 * Runs a program on a node, which is many times quicker than an engine's own way in. A signal ends it.
 * @returns its exit status, 255 where ssh itself failed
 * @throws LabError ssh.missing, keys.refused
 */
export async function sshExec(
  way: SshWay,
  command: readonly string[],
  { interactive, signal, held, onStdout, onStderr }: ExecOptions,
): Promise<number> {
  way.assertUsable();
  const terminal = interactive && process.stdin.isTTY && process.stdout.isTTY ? '-t' : '-T';
  const mark = newMark();
  const line = signal ? ['env', `${mark.name}=${mark.value}`, ...command] : command;
  const told = shellLine([...way.asRoot, ...line]);
  const args = argumentsFor(way, ['-o', 'LogLevel=ERROR', terminal], [told]);
  const { child } = await start('ssh', args, {
    cwd: way.dir,
    ...(interactive
      ? { stdio: 'inherit' as const }
      : { stdin: inputOf({ held }), buffer: false, encoding: 'utf8' as const }),
    ...(signal ? { cancelSignal: signal } : {}),
  });
  child.stdout?.setEncoding('utf8').on('data', (chunk: string) => onStdout?.(chunk));
  child.stderr?.setEncoding('utf8').on('data', (chunk: string) => onStderr?.(chunk));
  let ending: Promise<void> | undefined;
  const end = (): void => {
    ending = endOn(way, mark, child);
  };
  signal?.addEventListener('abort', end);
  if (signal?.aborted) end();
  const result = await child;
  signal?.removeEventListener('abort', end);
  if (result.code === 'ENOENT') throw new LabError('ssh.missing');
  await ending;
  return statusOf(result);
}

/** Milliseconds that ssh is given to end by itself. */
const promptly = 300;

/**
 * Ends a program on a node, and once more when ssh has ended: then it cannot begin any more. A connection that is shared keeps
 * what the program writes to open until that ends, so that ssh would be waited for in vain.
 */
async function endOn(way: SshWay, mark: ProgramMark, ssh: Promise<unknown>): Promise<void> {
  for (let over = false; !over; ) {
    over = await Promise.race([ssh.then(() => true), pause(promptly, false)]);
    await sshExec(way, endingCommand(mark), { interactive: false });
  }
}

/** A line of shell as it is told over there. */
function inShell({ asRoot }: SshWay, line: string): string {
  return asRoot.length === 0 ? line : shellLine([...asRoot, 'sh', '-c', line]);
}

/** Runs a program on a node in a terminal of its own. @throws LabError keys.refused */
export async function sshTerminal(
  way: SshWay,
  command: readonly string[],
  size: TerminalSize,
): Promise<Terminal> {
  way.assertUsable();
  return terminalByName({
    // Two -t: a terminal there although there is none here.
    opener: (line) => ({
      program: 'ssh',
      args: argumentsFor(way, ['-o', 'LogLevel=ERROR', '-tt'], [inShell(way, line)]),
      // ssh hands it on, whatever else it keeps to itself.
      options: { cwd: way.dir, env: terminalType },
    }),
    run: (line) => sshExec(way, ['sh', '-c', line], { interactive: false }),
    command,
    size,
  });
}
