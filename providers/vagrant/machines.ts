import { existsSync, readdirSync } from 'node:fs';
import { join, resolve } from 'node:path';
import type { Lab } from '../../model/lab.js';
import type { LabNode } from '../../model/nodes.js';
import { start } from '../../system/run.js';
import type { NodeState } from '../contract.js';

/** Where Vagrant keeps what it knows of a lab's machines. */
function dataFolder(lab: Lab): string {
  return resolve(lab.dir, process.env.VAGRANT_DOTFILE_PATH ?? '.vagrant', 'machines');
}

/**
 * Whether Vagrant has made the node's machine, running or not: it keeps the id under which a provider knows it.
 * @param by with this of Vagrant's providers; any if not given
 */
export function isMade(lab: Lab, { name }: LabNode, by?: string): boolean {
  const folder = join(dataFolder(lab), name);
  if (!existsSync(folder)) return false;
  const providers = by === undefined ? readdirSync(folder) : [by];
  return providers.some((provider) => existsSync(join(folder, provider, 'id')));
}

/** Each node's state in Vagrant's machine-readable lines: TIMESTAMP,NODE,state,STATE. Whoever is not named does not run. */
export function parseStates(lab: Lab, output: string): NodeState[] {
  const states = new Map<string, string>();
  for (const line of output.split('\n')) {
    const [, name, kind, value] = line.trim().split(',');
    if (kind === 'state' && name && value) states.set(name, value);
  }
  return lab.nodes.map(({ name }) => ({ name, running: states.get(name) === 'running' }));
}

/** The nodes' states as Vagrant knows them; none runs where Vagrant cannot say. */
export async function statesByVagrant(lab: Lab): Promise<NodeState[]> {
  const { child } = await start('vagrant', ['status', '--machine-readable'], {
    cwd: lab.dir,
    stdin: 'ignore',
  });
  return parseStates(lab, String((await child).stdout ?? ''));
}
