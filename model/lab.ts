import { existsSync } from 'node:fs';
import { basename, dirname, join, resolve as resolvePath } from 'node:path';
import { UsageError } from '../messages/errors.js';
import { listed } from '../messages/index.js';
import { javaFeatureOf } from '../software/jdk/version.js';
import { typedPath } from '../system/quoted.js';
import { factsOf, type LabFacts, readFactsFile } from './facts.js';
import { readSpec } from './file.js';
import type { LabNode } from './nodes.js';
import { archOf, type Blueprint, nameFrom, resolve } from './resolve.js';
import { specFileName } from './spec.js';

/** A lab on this machine: its directory (absolute), what it is to be, and what it was made of. */
export interface Lab extends Blueprint {
  readonly dir: string;
  readonly facts: LabFacts;
}

/**
 * A folder that has all of a lab but its specification is no place for another one.
 * @throws UsageError lab.lost-spec
 */
function assertNotLost(dir: string): void {
  const facts = readFactsFile(dir)?.facts;
  if (facts?.made === undefined) return;
  const { made, zookeeper, jdk } = facts;
  const observers = made.nodes.filter(({ role }) => role === 'observer').length;
  const shape = [
    `--name ${made.name} --nodes ${made.nodes.length - observers}`,
    ...(observers > 0 ? [`--observers ${observers}`] : []),
    `--zookeeper ${zookeeper.version} --jdk ${javaFeatureOf(jdk.version)}`,
  ];
  throw new UsageError('lab.lost-spec', {
    ...{ file: join(dir, specFileName), name: made.name },
    command: `zk-lab create --force ${shape.join(' ')} ${typedPath(dir)}`,
  });
}

/** Reads the lab in a directory. @throws UsageError lab.none, lab.lost-spec, or what is wrong in its zk-lab.yaml; LabError lab.damaged */
export function openLab(directory: string): Lab {
  const dir = resolvePath(directory);
  const file = join(dir, specFileName);
  if (!existsSync(file)) {
    assertNotLost(dir);
    throw new UsageError('lab.none', { directory: dir, typed: typedPath(dir) });
  }
  const typed = readSpec(file);
  const blueprint = resolve({ ...typed, name: typed.name ?? nameFrom(basename(dir)) }, archOf(process.arch));
  return { ...blueprint, dir, facts: factsOf(dir) };
}

/** The nearest directory from `start` upwards that holds a zk-lab.yaml. @throws UsageError lab.not-found, lab.lost-spec */
export function findLab(start: string): Lab {
  for (let dir = resolvePath(start); ; dir = dirname(dir)) {
    if (existsSync(join(dir, specFileName))) return openLab(dir);
    assertNotLost(dir);
    if (dirname(dir) === dir) throw new UsageError('lab.not-found', { directory: resolvePath(start) });
  }
}

/** The node of that name or number. @throws UsageError lab.no-node with the names that there are */
export function nodeNamed({ nodes }: Pick<Lab, 'nodes'>, name: string): LabNode {
  const node = nodes.find((each) => each.name === name || String(each.id) === name);
  if (!node) throw new UsageError('lab.no-node', { name, known: namesOf(nodes) });
  return node;
}

/** The nodes of these names, in the lab's order; all of them if none is named. @throws UsageError lab.no-node */
export function nodesNamed(lab: Pick<Lab, 'nodes'>, names: readonly string[]): readonly LabNode[] {
  const named = names.map((name) => nodeNamed(lab, name));
  return named.length === 0 ? lab.nodes : lab.nodes.filter((node) => named.includes(node));
}

/** Nodes by name, as a sentence lists them. */
export function namesOf(nodes: readonly { readonly name: string }[]): string {
  return listed(nodes.map(({ name }) => name));
}
