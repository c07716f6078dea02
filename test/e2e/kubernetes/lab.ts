import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { execa, type Options } from 'execa';
import { inject } from 'vitest';
import type { Cluster } from '../../testbed/use-cluster.js';
import type { Finished, LabStatus } from '../lab.js';

/** A lab made by the real command line, for a cluster, in a namespace of its own. */
export class ClusterLab {
  private constructor(
    private readonly parent: string,
    readonly dir: string,
    readonly env: Readonly<Record<string, string>>,
    readonly cluster: Cluster,
    readonly namespace: string,
  ) {}

  /** `zk-lab create` with these options, in a new folder called `name`, which is also that of its namespace. */
  static async create(cluster: Cluster, name: string, ...options: string[]): Promise<ClusterLab> {
    const parent = await mkdtemp(join(tmpdir(), 'zk-lab-pods-'));
    const env = { ...cluster.env, XDG_STATE_HOME: join(parent, 'state') };
    const words = ['create', name, '--jdk-archive', cluster.engine.jdk8, ...options];
    await execa('node', [inject('testbed').cli, ...words], { cwd: parent, env, stdin: 'ignore' });
    return new ClusterLab(parent, join(parent, name), env, cluster, name);
  }

  /** The same, and `zk-lab up`. */
  static async up(cluster: Cluster, name: string, ...options: string[]): Promise<ClusterLab> {
    const lab = await ClusterLab.create(cluster, name, ...options);
    const { exitCode, stderr } = await lab.zkLab('up', ...cluster.up);
    if (exitCode !== 0) throw new Error(stderr);
    return lab;
  }

  /** The same lab, as somebody with other variables has it. */
  as(env: Readonly<Record<string, string>>, namespace: string): ClusterLab {
    return new ClusterLab(this.parent, this.dir, { ...this.env, ...env }, this.cluster, namespace);
  }

  /** Starts `zk-lab ARGS`. */
  begin(...args: string[]) {
    return execa('node', [inject('testbed').cli, ...args], {
      cwd: this.dir,
      env: this.env,
      stdin: 'ignore',
      reject: false,
    });
  }

  /** Runs a program in the lab's folder; its failure is a result, not an error. */
  async run(program: string, args: readonly string[], options: Options = {}): Promise<Finished> {
    const { dir: cwd, env } = this;
    const done = await execa(program, args, { cwd, env, stdin: 'ignore', reject: false, ...options });
    return {
      exitCode: done.exitCode,
      stdout: String(done.stdout ?? ''),
      stderr: String(done.stderr ?? ''),
    };
  }

  /** `zk-lab ARGS` in the lab's folder. */
  zkLab(...args: string[]): Promise<Finished> {
    return this.run('node', [inject('testbed').cli, ...args]);
  }

  /** `zk-lab status --json`, parsed. */
  async status(): Promise<LabStatus> {
    const { stdout, stderr } = await this.zkLab('status', '--json');
    if (stdout === '') throw new Error(stderr);
    return JSON.parse(stdout);
  }

  /** kubectl in the lab's namespace. @throws where it fails */
  kubectl(...args: string[]): Promise<string> {
    return this.cluster.kubectl('--namespace', this.namespace, ...args);
  }

  /** The host that a node's pod is on. */
  hostOf(node: string): Promise<string> {
    return this.kubectl('get', 'pod', `${node}-0`, '-o', 'jsonpath={.spec.nodeName}');
  }

  /** Removes all that the cluster has of it, whoever made it, and its folder. */
  async remove(): Promise<void> {
    await this.zkLab('destroy', '-y');
    await this.cluster.kubectl('delete', 'namespace', this.namespace, '--ignore-not-found');
    await rm(this.parent, { recursive: true, force: true });
  }
}
