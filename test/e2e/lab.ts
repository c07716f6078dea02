import { existsSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { execa, type Options } from 'execa';
import { inject } from 'vitest';
import { quoted } from '../../system/quoted.js';

/** A finished command as tests look at it. */
export interface Finished {
  readonly exitCode: number | undefined;
  readonly stdout: string;
  readonly stderr: string;
}

/** A lab made by the real command line in a folder of its own, and the commands that a learner types there. */
export class TestLab {
  /** @param parent temporary folder that holds the lab and nothing else */
  private constructor(
    private readonly parent: string,
    readonly dir: string,
    readonly env: Readonly<Record<string, string>>,
  ) {}

  /**
   * `zk-lab create` with these options, in a new folder called `name`. Rejects if it fails.
   * @param beside another lab that it is to know of: by default it knows of none
   */
  static async create(
    name: string,
    options: readonly string[],
    env: Readonly<Record<string, string>>,
    beside?: TestLab,
  ): Promise<TestLab> {
    const parent = await mkdtemp(join(tmpdir(), 'zk-lab-e2e-'));
    const own = { ...env, XDG_STATE_HOME: beside?.env.XDG_STATE_HOME ?? join(parent, 'state') };
    const lab = new TestLab(parent, join(parent, name), own);
    await execa('node', [inject('testbed').cli, 'create', name, ...options], {
      cwd: parent,
      env: own,
      stdin: 'ignore',
    });
    return lab;
  }

  /** Runs a program in the lab's folder; its failure is a result, not an error. */
  async run(program: string, args: readonly string[], options: Options = {}): Promise<Finished> {
    const result = await execa(program, args, {
      cwd: this.dir,
      env: this.env,
      stdin: 'ignore',
      reject: false,
      ...options,
    });
    return {
      exitCode: result.exitCode,
      stdout: String(result.stdout ?? ''),
      stderr: String(result.stderr ?? ''),
    };
  }

  /** `zk-lab ARGS` in the lab's folder. */
  zkLab(...args: string[]): Promise<Finished> {
    return this.run('node', [inject('testbed').cli, ...args]);
  }

  /** What a learner types in a shell on the host, in the lab's folder. */
  onHost(command: string): Promise<Finished> {
    const zkLab = `zk-lab() { node ${quoted(inject('testbed').cli)} "$@"; }`;
    return this.run('bash', ['-c', `${zkLab}\n${command}`]);
  }

  /** `docker compose ARGS` in the lab's folder. */
  compose(...args: string[]): Promise<Finished> {
    return this.run('docker', ['compose', ...args]);
  }

  /** What a learner types in a root shell on a node; both outputs together, as a terminal shows them. */
  async on(node: string, script: string): Promise<string> {
    const { stdout } = await this.compose('exec', '-T', node, 'bash', '-c', `exec 2>&1; ${script}`);
    return stdout;
  }

  /**
   * The same, and what the learner answers: yes to a host key, root's password; a key's passphrase is "secret", and a new
   * one is none. SSH_ASKPASS types it in the learner's stead.
   */
  typed(node: string, command: string): Promise<string> {
    const answers = [
      'case $1 in *yes/no*) echo yes;; *old*) echo secret;; *[Ee]nter*new*|*again*) echo;; *) echo vagrant;; esac',
    ];
    const script = [
      `printf '%s\\n' '#!/bin/sh' ${quoted(answers.join('\n'))} > /tmp/answer`,
      'chmod 755 /tmp/answer',
      'export DISPLAY=:0 SSH_ASKPASS=/tmp/answer SSH_ASKPASS_REQUIRE=force',
      `setsid -w bash -c ${quoted(command)}`,
    ];
    return this.on(node, script.join('\n'));
  }

  /** `zk-lab status --json`, parsed. */
  async status(): Promise<LabStatus> {
    const { stdout, stderr } = await this.zkLab('status', '--json');
    if (stdout === '') throw new Error(stderr);
    return JSON.parse(stdout);
  }

  /** `zk-lab check ARGS`: its exit status, and what it prints of steps that are not done and of what comes next. */
  async check(...args: string[]): Promise<{ exitCode: number | undefined; left: string[] }> {
    const { exitCode, stdout, stderr } = await this.zkLab('check', ...args);
    if (stdout === '') throw new Error(stderr);
    return { exitCode, left: leftOf(stdout) };
  }

  /** Removes all that Docker holds of the lab, and its folder. @throws if the engine keeps some of it */
  async remove(): Promise<void> {
    // A lab on machines has no such file, and one whose folder a test has removed is ended by it.
    if (existsSync(join(this.dir, 'compose.yaml'))) await this.down();
    await rm(this.parent, { recursive: true, force: true });
  }

  /** What stays would be in the way of the next file's labs, and taken for a fault of theirs. */
  private async down(): Promise<void> {
    const down = () => this.compose('down', '--volumes', '--timeout', '1');
    let { exitCode, stderr } = await down();
    // On a busy machine Docker may give up on a container that is about to end.
    if (exitCode !== 0) ({ exitCode, stderr } = await down());
    if (exitCode !== 0) throw new Error(`the engine keeps some of ${this.dir}: ${stderr}`);
  }
}

/** Of what `check` prints, the lines about steps that are not done and the one at the end. */
export function leftOf(printed: string): string[] {
  const lines = printed.split('\n').map((line) => line.trim());
  return [...lines.filter((line) => /^[✘–→]/.test(line)), lines.at(-1) ?? ''];
}

/** The interface that `status --json` promises. */
export interface LabStatus {
  readonly lab: string;
  readonly provider: string | null;
  readonly quorum: boolean;
  readonly leader: string | null;
  /** Those in force. */
  readonly faults: readonly { readonly verb: string; readonly node?: string }[];
  readonly nodes: readonly {
    readonly name: string;
    readonly ip: string;
    readonly clientAddress: string;
    readonly running: boolean;
    readonly serving: boolean;
    readonly mode: 'leader' | 'follower' | 'observer' | 'standalone' | null;
    readonly zxid: string | null;
    readonly version: string | null;
  }[];
}

/** The modes of a lab's nodes, sorted: ['follower', 'follower', 'leader']. */
export function modesOf(status: LabStatus): (string | null)[] {
  return status.nodes.map(({ mode }) => mode).sort();
}
