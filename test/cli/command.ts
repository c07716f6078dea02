import { mkdtempSync, realpathSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { execa } from 'execa';
import { onTestFinished } from 'vitest';

/** The built command. */
export const command = fileURLToPath(new URL('../../dist/zk-lab.js', import.meta.url));

/** What a user sees of one call. */
export interface Seen {
  readonly status: number;
  readonly stdout: string;
  readonly stderr: string;
}

/** A user in an empty folder, with a cache and a state of their own and no engine. */
export interface User {
  readonly folder: string;
  type(...args: string[]): Promise<Seen>;
  /** The same in another folder, with more in the environment, or by a program that runs the command in its arguments. */
  typeWith(options: Typing, ...args: string[]): Promise<Seen>;
}

/** How a command is typed. */
export interface Typing {
  readonly cwd?: string;
  /** What is undefined here is not there. */
  readonly env?: NodeJS.ProcessEnv;
  readonly through?: readonly string[];
}

/** Makes a user; all that is theirs goes when the test is over. */
export function user(): User {
  const home = realpathSync(mkdtempSync(join(tmpdir(), 'zk-lab-user-')));
  onTestFinished(() => rmSync(home, { recursive: true, force: true }));
  const folder = mkdtempSync(join(home, 'folder-'));
  const own = {
    PATH: process.env.PATH,
    HOME: home,
    XDG_CACHE_HOME: join(home, 'cache'),
    XDG_STATE_HOME: join(home, 'state'),
    LANG: 'C.UTF-8',
    // No engine answers here, whatever this machine runs.
    DOCKER_HOST: `unix://${join(home, 'no-engine.sock')}`,
  };
  const typeWith: User['typeWith'] = async ({ cwd = folder, env = {}, through = [] }, ...args) => {
    const [program = '', ...words] = [...through, process.execPath, command, ...args];
    const result = await execa(program, words, {
      cwd,
      env: { ...own, ...env },
      extendEnv: false,
      stdin: 'ignore',
      reject: false,
    });
    return { status: result.exitCode ?? -1, stdout: result.stdout, stderr: result.stderr };
  };
  return { folder, typeWith, type: (...args) => typeWith({}, ...args) };
}
