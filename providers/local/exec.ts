import { existsSync } from 'node:fs';
import { LabError } from '../../messages/errors.js';
import { say } from '../../messages/index.js';
import type { Lab } from '../../model/lab.js';
import type { LabNode } from '../../model/nodes.js';
import { isInPath } from '../../system/programs.js';
import { start, statusOf } from '../../system/run.js';
import { inputOf } from '../common/held.js';
import { terminalByName, terminalType } from '../common/terminal-by-name.js';
import type { ExecOptions, Terminal, TerminalSize } from '../contract.js';
import { environmentOf } from './environment.js';
import { nodeFolders } from './layout.js';
import { closedRuntime, linkedRuntime } from './runtime.js';

/** A node's folder, with its ZooKeeper and JDK first in PATH. @throws LabError 'local.exec.closed', 'local.exec.not-up' before the first up */
function placeOf(lab: Lab, { name }: LabNode, env: NodeJS.ProcessEnv) {
  const { root: cwd } = nodeFolders(lab, name);
  const closed = closedRuntime(lab);
  if (closed !== undefined) throw new LabError('local.exec.closed', { node: name, file: closed });
  if (!linkedRuntime(lab) || !existsSync(cwd)) throw new LabError('local.exec.not-up', { node: name });
  return { cwd, env: environmentOf(lab, name, env), extendEnv: false } as const;
}

/**
 * Runs a program of this machine in a node's folder.
 * @returns its exit status; 128 + N if signal N ended it, 127 if it is not there, 126 if it cannot be run, as shells have it
 * @throws LabError 'local.exec.not-up'
 */
export async function execOn(
  lab: Lab,
  node: LabNode,
  command: readonly string[],
  options: ExecOptions,
  env: NodeJS.ProcessEnv,
): Promise<number> {
  const [program = 'bash', ...args] = command;
  // In a terminal Ctrl-C reaches the program itself, and an editor or a shell may have a use for it.
  const signal = options.interactive && process.stdin.isTTY ? undefined : options.signal;
  const { child } = await start(program, args, {
    ...placeOf(lab, node, env),
    ...(options.interactive
      ? { stdio: 'inherit' as const }
      : // A process group of its own, to be ended with all that it has started.
        { stdin: inputOf(options), buffer: false, encoding: 'utf8' as const, detached: true }),
    ...(signal && { cancelSignal: signal, forceKillAfterDelay: false }),
  });
  const { pid } = child;
  if (!options.interactive && pid !== undefined) {
    signal?.addEventListener('abort', () => interruptGroup(pid), { once: true });
  }
  child.stdout?.setEncoding('utf8').on('data', (text: string) => options.onStdout?.(text));
  child.stderr?.setEncoding('utf8').on('data', (text: string) => options.onStderr?.(text));
  const result = await child;
  signal?.throwIfAborted();
  const why = whyNotRun(result.code);
  if (why !== undefined) {
    // As a shell on a machine would say it, and with its status.
    const told = `${say(why, { program })}\n`;
    if (options.onStderr) options.onStderr(told);
    else process.stderr.write(told);
  }
  return statusOf(result);
}

/** Why a program was not run at all; undefined where it was. */
function whyNotRun(code: string | undefined) {
  if (code === 'ENOENT') return 'local.exec.no-command';
  return code === 'EACCES' || code === 'ENOEXEC' ? 'local.exec.not-runnable' : undefined;
}

/** As Ctrl-C in a terminal does: what was put into the background there goes on. */
function interruptGroup(pid: number): void {
  try {
    process.kill(-pid, 'SIGINT');
  } catch {
    // All of it has ended already.
  }
}

/** A shell line in a terminal of its own: util-linux's script, and the one of macOS and the BSDs. */
const inTerminal = (line: string): string[] =>
  process.platform === 'linux' ? ['-qefc', line, '/dev/null'] : ['-q', '/dev/null', 'sh', '-c', line];

/** Runs a program in a node's folder, in a terminal of its own. @throws LabError 'local.terminal.no-script' */
export async function terminalOn(
  lab: Lab,
  node: LabNode,
  command: readonly string[],
  size: TerminalSize,
  env: NodeJS.ProcessEnv,
): Promise<Terminal> {
  if (!isInPath('script')) throw new LabError('local.terminal.no-script');
  const place = placeOf(lab, node, { ...env, ...terminalType });
  return terminalByName({
    opener: (line) => ({ program: 'script', args: inTerminal(line), options: place }),
    run: async (line) => {
      await (await start('sh', ['-c', line], { stdin: 'ignore' })).child;
    },
    command: command.length === 0 ? ['bash'] : command,
    size,
  });
}
