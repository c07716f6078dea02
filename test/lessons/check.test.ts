import { describe, expect, test, vi } from 'vitest';
import { stepsFor } from '../../lessons/judge.js';
import type { LessonNode } from '../../lessons/lesson-node.js';
import { LabError } from '../../messages/errors.js';
import type { Context } from '../../model/events.js';
import type { Lab } from '../../model/lab.js';
import { type Stage, stages } from '../../model/stages.js';
import { ownMachines } from '../../providers/common/machine.js';
import type { ExecOptions, Provider } from '../../providers/contract.js';
import { possible } from '../../providers/docker/faults.js';
import { check, stepsElsewhere } from '../../verbs/check.js';
import { lessonOf } from '../../verbs/lesson.js';
import { firstOf, labOf, lessonNodesOf, processesOf } from './lesson-nodes.js';

const found = vi.hoisted(() => ({ provider: undefined as unknown }));
vi.mock('../../verbs/holder.js', () => ({ requireProvider: async () => found.provider }));

/** A fake engine: on its nodes, every probe of the script that they are given is content. */
class Nodes {
  readonly name = 'docker';
  /** The nodes on which something was run. */
  readonly asked: string[] = [];
  readonly running = new Set(['node1', 'node2', 'node3']);
  stages: readonly Stage[] = stages;
  /** Steps that are not done, by node. */
  undone: Record<string, readonly string[]> = {};
  /** Run instead of a node's script. */
  instead: Record<string, (options: ExecOptions) => Promise<number>> = {};

  get capabilities(): Provider['capabilities'] {
    return { ...ownMachines(2_000, possible), stages: this.stages };
  }
  states = async (of: Lab) => of.nodes.map(({ name }) => ({ name, running: this.running.has(name) }));
  node = (of: Lab, node: Lab['nodes'][number]) => {
    const { home, pidFile, logFolders, finished } = firstOf(lessonNodesOf(of));
    return {
      layout: { home, pidFile, log: { folders: logFolders, askers: [] } },
      finished: () => finished,
      exec: async ([program, , script = '']: readonly string[], options: ExecOptions) => {
        expect(program).toBe('bash');
        this.asked.push(node.name);
        return this.instead[node.name]?.(options) ?? this.answer(node.name, script, options);
      },
    };
  };

  private answer(name: string, script: string, { onStdout }: ExecOptions): number {
    for (const [, id = ''] of script.matchAll(/^look ([a-z-]+) /gm)) {
      const done = !(this.undone[name] ?? []).includes(id);
      const seen = id !== 'ensemble' ? 'it' : name === 'node1' ? 'leader' : 'follower';
      // It comes in pieces.
      onStdout?.(`zk-lab-check\t${id}\t${done ? 'yes' : 'no'}\t`);
      onStdout?.(`\t${seen}\t\t\n`);
    }
    return 0;
  }
}

/** An engine that holds the lab. */
function engine(): Nodes {
  const nodes = new Nodes();
  found.provider = nodes;
  return nodes;
}

const context = (signal = new AbortController().signal): Context => ({ signal, emit() {} });
const lab = labOf();

describe('check', () => {
  test('runs one script on each node, and passes where every step is done', async () => {
    const nodes = engine();
    const { checks, ...rest } = await check(lab, {}, context());
    expect(nodes.asked).toEqual(['node1', 'node2', 'node3']);
    expect(rest).toEqual({
      lab: 'lab',
      lesson: 'zookeeper-cluster',
      provider: 'docker',
      until: 'cluster',
      leftOut: [],
      elsewhere: 0,
      passed: true,
      done: true,
      together: false,
      hints: true,
      next: null,
    });
    expect(checks.every(({ nodes }) => nodes.length === 3)).toBe(true);
  });

  test('ends with the stage that it is told, and tells of the nodes that it is asked for', async () => {
    engine().undone = { node1: ['java'], node2: ['hostname'] };
    const { checks, passed, next } = await check(lab, { until: 'os', nodes: ['3', 'node1'] }, context());
    expect(checks.map(({ id }) => id)).toEqual(['running', 'hostname', 'hosts', 'firewall']);
    expect(checks[0]?.nodes.map(({ name }) => name)).toEqual(['node1', 'node3']);
    expect({ passed, next }).toEqual({ passed: true, next: null });
  });

  test('names the step on another node for which the asked one waits', async () => {
    engine().undone = { node1: ['serves', 'ensemble'], node2: ['runs'], node3: ['runs'] };
    const { passed, next } = await check(lab, { nodes: ['node1'] }, context());
    expect(passed).toBe(false);
    expect(next).toMatchObject({ check: 'runs', node: 'node2' });
  });

  test('runs nothing on a node that does not run, and says so', async () => {
    const nodes = engine();
    nodes.running.delete('node2');
    nodes.instead.node3 = async () => {
      throw new LabError('node.not-running', { node: 'node3' });
    };
    const { checks, next } = await check(lab, {}, context());
    expect(nodes.asked).toEqual(['node1', 'node3']);
    expect(checks[0]?.nodes.map(({ passed }) => passed)).toEqual([true, false, false]);
    expect(next).toEqual({ check: 'running', node: 'node2', type: 'zk-lab up node2', where: 'host' });
  });

  test('is not sent elsewhere where a lab has no steps up to a stage', async () => {
    engine();
    const work = check(labOf({ lesson: 'mend-it', until: 'zookeeper' }), { until: 'jdk' }, context());
    await expect(work).rejects.toThrow(/^The lab mend-it has no steps up to stage jdk: leave out /);
  });

  test('counts the steps that take machines of their own, where nodes are none', () => {
    const growing = labOf({ lesson: 'grow-and-observe', until: 'zookeeper' });
    const lesson = lessonOf(growing);
    const elsewhere = (nodes: readonly LessonNode[]) =>
      stepsElsewhere(growing, lesson, stepsFor(lesson.steps, nodes));
    expect(elsewhere(lessonNodesOf(growing))).toBe(0);
    expect(elsewhere(processesOf(growing))).toBe(7);
  });

  test('leaves out the stages that the provider’s nodes do not go through', async () => {
    const nodes = engine();
    nodes.stages = ['jdk', 'zookeeper', 'cluster'];
    nodes.running.clear();
    const { leftOut, checks } = await check(lab, {}, context());
    expect(leftOut).toEqual(['os', 'ssh']);
    expect(checks[0]?.id).toBe('java');
    await expect(check(lab, { until: 'ssh' }, context())).rejects.toMatchObject({
      code: 'check.nothing',
      exitCode: 2,
    });
  });

  test('ends when the signal does', async () => {
    const nodes = engine();
    const interruption = new AbortController();
    nodes.instead.node2 = ({ signal }) =>
      new Promise((_, reject) => signal?.addEventListener('abort', () => reject(signal.reason)));
    const done = check(lab, {}, context(interruption.signal));
    const ended = expect(done).rejects.toThrow(/abort/i);
    await expect.poll(() => nodes.asked).toHaveLength(3);
    interruption.abort();
    await ended;
  });
});
