import { execa } from 'execa';
import { inject } from 'vitest';
import type { Vagrant } from '../testbed/vagrant.js';
import { type Finished, type LabStatus, TestLab } from './lab.js';

/** A lab under a real Vagrant, with what a learner types there. */
export class VagrantLab {
  private constructor(
    private readonly lab: TestLab,
    private readonly jdk: string,
  ) {}

  /** `zk-lab create` with these options. */
  static async create(engine: Vagrant, options: readonly string[], name = 'zk-lab'): Promise<VagrantLab> {
    const script = new URL('../testbed/engine.sh', import.meta.url).pathname;
    const { stdout: jdk } = await execa(script, ['jdk', '8'], { stderr: 'ignore' });
    const lab = await TestLab.create(name, ['--jdk-archive', jdk.trim(), ...options], engine.env);
    return new VagrantLab(lab, jdk.trim());
  }

  /** `zk-lab create --force` over the lab, with other options. */
  again(...options: string[]): Promise<Finished> {
    return this.zkLab('create', '.', '--force', '--jdk-archive', this.jdk, ...options);
  }

  get dir(): string {
    return this.lab.dir;
  }

  /** What the lab's commands are told by their environment, this process's own included. */
  get variables(): NodeJS.ProcessEnv {
    return { ...process.env, ...this.lab.env };
  }

  /** Runs a program in the lab's folder. */
  run(program: string, ...args: string[]): Promise<Finished> {
    return this.lab.run(program, args);
  }

  vagrant(...args: string[]): Promise<Finished> {
    return this.run('vagrant', ...args);
  }

  /** `vagrant up`; what it said if it failed is the error. */
  async up(): Promise<void> {
    const { exitCode, stdout, stderr } = await this.vagrant('up');
    if (exitCode !== 0) throw new Error(`exit status ${exitCode}\n${stdout}\n${stderr}`);
  }

  zkLab(...args: string[]): Promise<Finished> {
    return this.run('node', inject('testbed').cli, ...args);
  }

  /** What a learner types as root on a node; both outputs together, as a terminal shows them. */
  async on(node: string, script: string): Promise<string> {
    const { stdout, stderr } = await this.run(
      'ssh',
      ...['-F', 'ssh_config', '-o', 'BatchMode=yes', '-o', 'LogLevel=ERROR'],
      node,
      `exec 2>&1; ${script}`,
    );
    return stdout + stderr;
  }

  async status(): Promise<LabStatus> {
    const { stdout, stderr } = await this.zkLab('status', '--json');
    if (stdout === '') throw new Error(stderr);
    return JSON.parse(stdout);
  }

  async remove(): Promise<void> {
    await this.vagrant('destroy', '--force');
    await this.lab.remove();
  }
}

/** The line that tells the state of the whole ensemble. */
export const serves = (count: number): RegExp =>
  new RegExp(
    `node\\d: zk-lab: the ensemble serves, ${count} of ${count} nodes; leader: node\\d; follower: node`,
  );
