/** Which machines are nodes of a lab: noted in its folder before anything is put on one, and until that was taken back. */
import { readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import type { Lab } from '../../model/lab.js';
import type { LabNode } from '../../model/nodes.js';
import { writeWhole } from '../../system/whole-file.js';

type Made = Readonly<Record<string, string>>;

const fileOf = ({ dir }: Pick<Lab, 'dir'>): string => join(dir, '.zk-lab-machines.json');

/** Each machine by the node's name, as ssh knows it. */
export function madeOf(lab: Pick<Lab, 'dir'>): Made {
  try {
    return JSON.parse(readFileSync(fileOf(lab), 'utf8'));
  } catch {
    return {};
  }
}

/** The machines that have something of the lab or may soon: whoever asks before one is made must not miss it afterwards. */
export function machinesOf({ dir, nodes }: Pick<Lab, 'dir' | 'nodes'>): Made {
  const own = nodes.flatMap(({ name, host }) => (host === undefined ? [] : [[name, host] as const]));
  return { ...Object.fromEntries(own), ...madeOf({ dir }) };
}

function write(lab: Lab, made: Made): void {
  if (Object.keys(made).length === 0) rmSync(fileOf(lab), { force: true });
  else writeWhole(fileOf(lab), `${JSON.stringify(made, null, 1)}\n`);
}

export function noteMade(lab: Lab, nodes: readonly LabNode[]): void {
  const added = nodes.map(({ name, host = '' }) => [name, host] as const);
  write(lab, { ...madeOf(lab), ...Object.fromEntries(added) });
}

/** @param names of nodes from which everything was taken back */
export function forgetMade(lab: Lab, names: readonly string[]): void {
  const left = Object.entries(madeOf(lab)).filter(([name]) => !names.includes(name));
  write(lab, Object.fromEntries(left));
}

export function isMade(lab: Lab, { name }: Pick<LabNode, 'name'>): boolean {
  return madeOf(lab)[name] !== undefined;
}
