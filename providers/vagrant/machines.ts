import { existsSync, readdirSync, readFileSync } from 'node:fs';
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

/** What Vagrant's provider calls each machine that was made, with the provider: { node1: 'virtualbox 0c1f…' }. */
export function machinesOf(lab: Lab): Record<string, string> {
  const found: Record<string, string> = {};
  for (const { name } of lab.nodes) {
    const folder = join(dataFolder(lab), name);
    for (const provider of existsSync(folder) ? readdirSync(folder) : []) {
      const file = join(folder, provider, 'id');
      if (existsSync(file)) found[name] = `${provider} ${readFileSync(file, 'utf8').trim()}`;
    }
  }
  return found;
}

/** Each machine's state in Vagrant's machine-readable lines: TIMESTAMP,NODE,state,STATE. */
function parseStates(output: string): Map<string, string> {
  const states = new Map<string, string>();
  for (const line of output.split('\n')) {
    const [, name, kind, value] = line.trim().split(',');
    if (kind === 'state' && name && value) states.set(name, value);
  }
  return states;
}

/** The machines' states as Vagrant knows them in a folder; none where it cannot say. */
export async function statesIn(dir: string): Promise<Map<string, string>> {
  const { child } = await start('vagrant', ['status', '--machine-readable'], { cwd: dir, stdin: 'ignore' });
  return parseStates(String((await child).stdout ?? ''));
}

/** Whether each node's machine runs, as Vagrant knows it; whoever it does not name does not run. */
export async function statesByVagrant(lab: Lab): Promise<NodeState[]> {
  const states = await statesIn(lab.dir);
  return lab.nodes.map(({ name }) => ({ name, running: states.get(name) === 'running' }));
}
