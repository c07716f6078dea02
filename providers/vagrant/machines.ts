import { existsSync, readdirSync } from 'node:fs';
import { connect } from 'node:net';
import { join, resolve } from 'node:path';
import type { Address } from '../../ensemble/four-letter-words.js';
import type { Lab } from '../../labs/lab.js';
import type { LabNode } from '../../labs/nodes.js';
import type { NodeState } from '../provider.js';

/** Where Vagrant keeps what it knows of a lab's machines. */
function dataFolder(lab: Lab): string {
  return resolve(lab.dir, process.env.VAGRANT_DOTFILE_PATH ?? '.vagrant', 'machines');
}

/**
 * Whether Vagrant has made the node's machine, running or not: it keeps the id under which a provider knows it.
 * @param by with this of Vagrant's providers; any if not given
 */
export function made(lab: Lab, { name }: LabNode, by?: string): boolean {
  const folder = join(dataFolder(lab), name);
  if (!existsSync(folder)) return false;
  const providers = by === undefined ? readdirSync(folder) : [by];
  return providers.some((provider) => existsSync(join(folder, provider, 'id')));
}

/**
 * Whether an SSH server greets at an address.
 * @param timeout in milliseconds: a forwarded port takes a connection even while nobody listens behind it
 */
export function answers(address: Address, timeout = 1000): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect(address);
    const finish = (greeted: boolean): void => {
      clearTimeout(timer);
      socket.destroy();
      resolve(greeted);
    };
    const timer = setTimeout(() => finish(false), timeout);
    socket.on('data', (data) => finish(data.toString('latin1').startsWith('SSH-')));
    socket.on('error', () => finish(false));
    socket.on('close', () => finish(false));
  });
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
  // Loaded where a program is run at all: a status that needs none does without.
  const { execa } = await import('execa');
  const { stdout } = await execa('vagrant', ['status', '--machine-readable'], {
    cwd: lab.dir,
    stdin: 'ignore',
    reject: false,
  });
  return parseStates(lab, stdout ?? '');
}
