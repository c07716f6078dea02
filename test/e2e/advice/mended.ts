import { expect, inject } from 'vitest';
import type { LabCheck, NodeCheck } from '../../../verbs/check.js';
import type { Finished, TestLab } from '../lab.js';

/** A mistake that a learner makes, and what `check` has to say of it. */
export interface Mistake {
  readonly node: string;
  /** The step that is undone by it. */
  readonly step: string;
  /** What makes it: typed in root's shell on the node. */
  readonly made: string;
  /** What names it, in what was seen, what should have been, or the reason, a line each. */
  readonly named: RegExp;
  /** It is typed on the learner's own machine instead. */
  readonly by?: 'host';
}

/** Makes mistakes on a lab and sees them mended, as mendedByAdvice does. */
export type Mended = (...mistakes: Mistake[]) => Promise<string[]>;

/** Rounds after which no learner follows any more. */
const rounds = 5;

/** Rejects with all that was said where something that was typed failed. */
async function succeeded(typed: string, finished: Promise<Finished>): Promise<void> {
  const { exitCode, stdout, stderr } = await finished;
  if (exitCode !== 0) throw new Error(`${typed}\n\nexit status ${exitCode}\n${stdout}\n${stderr}`);
}

/** What a learner types on a node: root's shell, in root's home, and Enter to whatever is asked. */
async function typeOn(lab: TestLab, node: string, script: string): Promise<Finished> {
  const filters = [`project.working_dir=${lab.dir}`, `service=${node}`].flatMap((label) => [
    '--filter',
    `label=com.docker.compose.${label}`,
  ]);
  const { stdout } = await lab.run('docker', ['ps', '-q', ...filters]);
  const words = ['exec', '-i', '-w', '/root', stdout, 'bash', '-c', script];
  return lab.run('docker', words, { stdin: undefined, input: '\n\n\n\n' });
}

/** What a learner types on the own machine, in the lab's folder. */
function typeHere(lab: TestLab, script: string): Promise<Finished> {
  const command = `zk-lab() { node '${inject('testbed').cli}' "$@"; }\n`;
  return lab.run('bash', ['-c', `${command}${script}`]);
}

/** `zk-lab check --json`, read. */
export async function checked(lab: TestLab): Promise<LabCheck> {
  const { stdout, stderr } = await lab.zkLab('check', '--json');
  if (stdout === '') throw new Error(stderr);
  return JSON.parse(stdout);
}

/** All that failed, in the order of the steps, each with its step. */
const failures = ({ checks }: LabCheck): (NodeCheck & { step: string })[] =>
  checks.flatMap(({ id, nodes }) =>
    nodes.filter(({ passed }) => passed === false).map((node) => ({ ...node, step: id })),
  );

/** Types all that is advised, on all nodes at once and on each in the order of the steps. */
async function typeAll(lab: TestLab, todo: readonly NodeCheck[]): Promise<void> {
  const places = new Map<string, string[]>();
  for (const { name, where, type } of todo) {
    const place = where === 'node' ? name : 'host';
    const said = places.get(place) ?? [];
    places.set(place, said.includes(`${type}`) ? said : [...said, `${type}`]);
  }
  const typing = [...places].map(([place, types]) => {
    const script = `set -e\n${types.join('\n')}`;
    const typed = place === 'host' ? typeHere(lab, script) : typeOn(lab, place, script);
    return succeeded(`${place}: ${script}`, typed);
  });
  await Promise.all(typing);
}

/** Makes mistakes: at once on all nodes, one after another on each. */
async function make(lab: TestLab, mistakes: readonly Mistake[]): Promise<void> {
  const nodes = [...new Set(mistakes.map(({ node }) => node))];
  await Promise.all(
    nodes.map(async (name) => {
      for (const { node, made, by } of mistakes) {
        if (node !== name) continue;
        const script = `set -e\n${made}`;
        const making = by === 'host' ? typeHere(lab, script) : typeOn(lab, node, script);
        await succeeded(`${node}: ${made}`, making);
      }
    }),
  );
}

/**
 * Makes mistakes; sees each of them named; types whatever is advised exactly as it is printed, as long as
 * that is something new; and sees that every step is done then.
 * @returns what was typed, in its order
 */
export async function mendedByAdvice(lab: TestLab, mistakes: readonly Mistake[]): Promise<string[]> {
  await make(lab, mistakes);
  const said = new Map<string, string>();
  const typed: string[] = [];
  let result = await checked(lab);
  for (let round = 0; round < rounds && failures(result).length > 0; round++) {
    const todo = failures(result);
    for (const { step, name, seen, wanted, reason, type } of todo) {
      const place = `${step} on ${name}`;
      said.set(place, [said.get(place), seen, wanted, reason].filter(Boolean).join('\n'));
      // What did not help once does not help.
      expect(typed, JSON.stringify(todo, null, 1)).not.toContain(`${place}: ${type}`);
      typed.push(`${place}: ${type}`);
    }
    await typeAll(lab, todo);
    result = await checked(lab);
  }
  for (const { step, node, made, named } of mistakes) {
    expect(said.get(`${step} on ${node}`) ?? 'nothing', made).toMatch(named);
  }
  expect({ typed, left: failures(result) }).toEqual({ typed, left: [] });
  for (const { step, node } of mistakes) {
    const on = result.checks.find(({ id }) => id === step)?.nodes;
    expect({ step, node, ...on?.find(({ name }) => name === node) }).toMatchObject({ passed: true });
  }
  return typed;
}
