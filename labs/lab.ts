import { existsSync } from 'node:fs';
import { basename, dirname, join, resolve as resolvePath } from 'node:path';
import { UsageError } from '../messages/errors.js';
import { readSpec, specFileName } from './file.js';
import { type LabNode, nodesOf } from './nodes.js';
import { archOf, nameFrom, resolve } from './resolve.js';
import type { LabSpec } from './spec.js';

/** A lab on this machine: its directory (absolute), specification and nodes. */
export interface Lab {
  readonly dir: string;
  readonly spec: LabSpec;
  readonly nodes: readonly LabNode[];
}

/** Reads the lab in a directory. @throws UsageError lab.none, or what is wrong in its zk-lab.yaml */
export function openLab(directory: string): Lab {
  const dir = resolvePath(directory);
  const file = join(dir, specFileName);
  if (!existsSync(file)) throw new UsageError('lab.none', { directory: dir });
  const typed = readSpec(file);
  const spec = resolve({ ...typed, name: typed.name ?? nameFrom(basename(dir)) }, archOf(process.arch));
  return { dir, spec, nodes: nodesOf(spec) };
}

/** The nearest directory from `start` upwards that holds a zk-lab.yaml. @throws UsageError lab.not-found */
export function findLab(start: string): Lab {
  for (let dir = resolvePath(start); ; dir = dirname(dir)) {
    if (existsSync(join(dir, specFileName))) return openLab(dir);
    if (dirname(dir) === dir) throw new UsageError('lab.not-found', { directory: resolvePath(start) });
  }
}

/** The node of that name or number. @throws LabError lab.no-node with the names that there are */
export function nodeNamed(lab: Lab, name: string): LabNode {
  const node = lab.nodes.find((each) => each.name === name || String(each.id) === name);
  if (!node)
    throw new UsageError('lab.no-node', { name, known: lab.nodes.map((each) => each.name).join(', ') });
  return node;
}
